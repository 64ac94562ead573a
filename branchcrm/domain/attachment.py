"""Files and tags kept on a customer, inside the encrypted book."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.wording import mark, say

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 20
LONGEST_NAME = 120
LONGEST_TAG = 20
MOST_TAGS = 20
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"})
TEXTS = frozenset({".txt", ".csv", ".md", ".log"})


class AttachmentTooLargeError(BranchCrmError):
    """A file is larger than the book takes."""

    happened = mark("没有添加：{name} 有 {size} MB，附件最大 {limit} MB")
    remedy = mark("压缩或拆分文件后再添加")


class AttachmentUnreadableError(BranchCrmError):
    """A file could not be read."""

    happened = mark("没有添加：读不出文件 {name}")
    remedy = mark("确认文件存在、没有被别的程序占用，再试一次")


class AttachmentDamagedError(BranchCrmError):
    """The kept content is not what was added."""

    happened = mark("没有打开：附件 {name} 的内容已损坏")
    remedy = mark("从备份恢复这位客户，或重新添加文件")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file kept on a customer."""

    id: int
    customer_id: CustomerId
    name: str
    size: int
    at: datetime
    staff: str

    @property
    def is_picture(self) -> bool:
        """Tell whether the viewer can draw it."""
        return PurePath(self.name).suffix.lower() in PICTURES

    @property
    def is_text(self) -> bool:
        """Tell whether the viewer can show its words."""
        return PurePath(self.name).suffix.lower() in TEXTS


def require_size(name: str, size: int) -> None:
    """Refuse a file that is too large, before it is read.

    Raises:
        AttachmentTooLargeError: it is larger than the limit.
    """
    if size > MOST_MEGABYTES * MEGABYTE:
        raise AttachmentTooLargeError(
            name=name, size=f"{size / MEGABYTE:,.1f}", limit=MOST_MEGABYTES
        )


def kept_name(name: str) -> str:
    """Give the name under which a file is kept: short, without folders, its ending intact."""
    path = PurePath(name.replace("\\", "/")).name.strip()
    if len(path) <= LONGEST_NAME:
        return path
    suffix = PurePath(path).suffix[:LONGEST_TAG]
    return path[: LONGEST_NAME - len(suffix)] + suffix


def checked_tags(names: tuple[str, ...]) -> tuple[str, ...]:
    """Give tags as they are kept, each once.

    Raises:
        InvalidDraftError: one is too long, or there are too many.
    """
    tags = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    too_long = [name for name in tags if len(name) > LONGEST_TAG]
    if too_long:
        words = say("标签最长 {limit} 个字：{name}", limit=LONGEST_TAG, name=too_long[0])
        raise InvalidDraftError([FieldError("tags", words)])
    if len(tags) > MOST_TAGS:
        raise InvalidDraftError([FieldError("tags", say("最多 {limit} 个标签", limit=MOST_TAGS))])
    return tags
