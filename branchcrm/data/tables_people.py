"""The tables around a customer: contact persons, links, groups, consents, tags, attachments."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from branchcrm.data.columns import Day, Instant
from branchcrm.data.tables import metadata


def _owner(name: str = "customer_id") -> Column[int]:
    return Column(name, Integer, ForeignKey("customer.id", ondelete="RESTRICT"), nullable=False)


def _touched() -> Column[int]:
    return Column("touched_op", Integer, nullable=False)


contact_person = Table(
    "contact_person",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False, server_default=""),
    Column("phone", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("created_at", Instant, nullable=False),
    _touched(),
    Index("ix_contact_person_customer", "customer_id"),
    Index("ix_contact_person_phone", "phone"),
)

customer_link = Table(
    "customer_link",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _owner("other_id"),
    Column("kind", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("created_at", Instant, nullable=False),
    _touched(),
    CheckConstraint("kind IN ('referrer','guarantor')", name="kind"),
    CheckConstraint("customer_id <> other_id", name="other"),
    Index("uq_customer_link", "customer_id", "other_id", "kind", unique=True),
    Index("ix_customer_link_other", "other_id", "kind"),
)

customer_group = Table(
    "customer_group",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    _touched(),
    CheckConstraint("kind IN ('household','company')", name="kind"),
)

group_member = Table(
    "group_member",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column(
        "group_id",
        Integer,
        ForeignKey("customer_group.id", ondelete="RESTRICT"),
        nullable=False,
    ),
    Column("kind", Text, nullable=False),
    Column("role", Text, nullable=False, server_default=""),
    _touched(),
    # One household and one group of companies each.
    Index("uq_group_member", "customer_id", "kind", unique=True),
    Index("ix_group_member_group", "group_id"),
)

consent = Table(
    "consent",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("purpose", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("is_given", Integer, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("given_on", Day, nullable=False),
    Column("expires_on", Day),
    Column("withdrawn_on", Day),
    Column("staff_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("at", Instant, nullable=False),
    _touched(),
    Index("ix_consent_customer", "customer_id", "purpose", "channel"),
)

contact_ban = Table(
    "contact_ban",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("reason", Text, nullable=False),
    Column("since", Day, nullable=False),
    Column("staff_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    _touched(),
    Index("uq_contact_ban", "customer_id", unique=True),
)

customer_tag = Table(
    "customer_tag",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("name", Text, nullable=False),
    _touched(),
    Index("uq_customer_tag", "customer_id", "name", unique=True),
    Index("ix_customer_tag_name", "name"),
)

attachment = Table(
    "attachment",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("staff_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("at", Instant, nullable=False),
    _touched(),
    Index("ix_attachment_customer", "customer_id", "at"),
    Index("ix_attachment_digest", "digest"),
)

# Not journaled: the journaled row names the content by its digest, so that undo and redo
# move a few bytes, and equal files are kept once.
attachment_content = Table(
    "attachment_content",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("uq_attachment_content", "digest", unique=True),
)

duplicate_verdict = Table(
    "duplicate_verdict",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _owner("other_id"),
    Column("staff_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("at", Instant, nullable=False),
    _touched(),
    Index("uq_duplicate_verdict", "customer_id", "other_id", unique=True),
    Index("ix_duplicate_verdict_other", "other_id"),
)

customer_merge = Table(
    "customer_merge",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner(),
    _owner("merged_id"),
    Column("at", Instant, nullable=False),
    _touched(),
    Index("ix_customer_merge_customer", "customer_id"),
    Index("ix_customer_merge_merged", "merged_id"),
)
