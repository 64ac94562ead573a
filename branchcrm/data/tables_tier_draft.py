"""The tables of rules in the making: the draft, and who approved which version."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from branchcrm.data.columns import Day, Instant
from branchcrm.data.tables import metadata

tier_draft = Table(
    "tier_draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("definition", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("author_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("edited_at", Instant, nullable=False),
    Column("touched_op", Integer, nullable=False),
    CheckConstraint("state IN ('draft','submitted')", name="state"),
)

tier_approval = Table(
    "tier_approval",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("policy_id", Integer, ForeignKey("tier_policy.id", ondelete="RESTRICT"), nullable=False),
    Column("author_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("approver_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("note", Text, nullable=False, server_default=""),
    Column("at", Instant, nullable=False),
    Column("touched_op", Integer, nullable=False),
    Index("ix_tier_approval_policy", "policy_id"),
)

tier_override = Table(
    "tier_override",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", Integer, ForeignKey("customer.id", ondelete="RESTRICT"), nullable=False),
    Column("tier", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("staff_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("starts_on", Day, nullable=False),
    Column("ends_on", Day, nullable=False),
    Column("lifted_at", Instant),
    Column("touched_op", Integer, nullable=False),
    CheckConstraint("tier IN ('high','mid','low')", name="tier"),
    CheckConstraint("ends_on >= starts_on", name="span"),
    Index("ix_tier_override_customer", "customer_id", "ends_on"),
    Index("ix_tier_override_end", "ends_on"),
)
