"""What a user can do with tags and files on a customer."""

from collections.abc import Sequence
from pathlib import Path

from branchcrm.domain.attachment import (
    Attachment,
    AttachmentDamagedError,
    AttachmentUnreadableError,
    checked_tags,
    kept_name,
    require_size,
)
from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import listed, say
from branchcrm.services.context import Context, requires


class AttachmentService:
    """The use cases of tags and files."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def tags(self, customer_id: CustomerId) -> list[str]:
        """Give the tags of a customer."""
        with self.context.read() as work:
            return work.attachments.tags(customer_id)

    @requires(Right.SEE_CUSTOMERS)
    def known_tags(self) -> list[str]:
        """Give every tag in use, the most frequent first."""
        with self.context.read() as work:
            return work.attachments.known_tags()

    @requires(Right.EDIT_CUSTOMERS)
    def set_tags(self, customer_id: CustomerId, names: Sequence[str]) -> Changes:
        """Give a customer exactly these tags.

        Raises:
            InvalidDraftError: one is too long, or there are too many.
        """
        tags = checked_tags(tuple(names))
        summary = say(
            "{name}的标签：{tags}", name=self._name(customer_id), tags=listed(tags or ("—",))
        )
        with self.context.write("customer.tags", summary) as work:
            work.attachments.set_tags(customer_id, tags)
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def of_customer(self, customer_id: CustomerId) -> list[Attachment]:
        """Give the files of a customer, the newest first."""
        with self.context.read() as work:
            return work.attachments.of_customer(customer_id)

    @requires(Right.EDIT_CUSTOMERS)
    def add(self, customer_id: CustomerId, path: Path) -> Changes:
        """Keep a copy of a file inside the book.

        Raises:
            AttachmentTooLargeError: it is larger than the limit; nothing of it was read.
            AttachmentUnreadableError: it cannot be read.
        """
        name = kept_name(path.name)
        try:
            require_size(name, path.stat().st_size)
            content = path.read_bytes()
        except OSError as error:
            raise AttachmentUnreadableError(name=name) from error
        summary = say("给{name}添加附件：{file}", name=self._name(customer_id), file=name)
        with self.context.write("attachment.add", summary) as work:
            staff_id = self.context.actor.staff_id
            work.attachments.add(customer_id, name, content, staff_id, work.clock.now())
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def content(self, attachment_id: int) -> bytes:
        """Give what a file holds.

        Raises:
            AttachmentDamagedError: it is not what was added.
        """
        with self.context.read() as work:
            kept = work.attachments.get(attachment_id)
            content = work.attachments.content(attachment_id)
        if content is None:
            raise AttachmentDamagedError(name=kept.name)
        return content

    @requires(Right.EXPORT_MASKED)
    def save(self, attachment_id: int, path: Path) -> Changes:
        """Write a copy of a file outside the book; that is logged."""
        content = self.content(attachment_id)
        with self.context.read() as work:
            kept = work.attachments.get(attachment_id)
        summary = say("取出附件：{file}", file=kept.name)
        with self.context.write("attachment.save", summary, is_reversible=False) as work:
            work.mention([kept.customer_id])
            path.write_bytes(content)
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def remove(self, attachment_id: int) -> Changes:
        """Take a file from a customer; undo brings it back."""
        with self.context.read() as work:
            kept = work.attachments.get(attachment_id)
        with self.context.write(
            "attachment.remove", say("删除附件：{file}", file=kept.name)
        ) as work:
            work.attachments.remove(attachment_id)
            return work.commit()

    def _name(self, customer_id: CustomerId) -> str:
        with self.context.read() as work:
            return work.customers.get(customer_id).name
