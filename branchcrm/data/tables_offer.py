"""The table of offers: who was told what would bring the next tier."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from branchcrm.data.columns import Instant
from branchcrm.data.tables import metadata

tier_offer = Table(
    "tier_offer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", Integer, ForeignKey("customer.id", ondelete="RESTRICT"), nullable=False),
    # No foreign key: a review is no work that an undo would have to respect.
    Column("review_id", Integer, nullable=False),
    Column("target", Text, nullable=False),
    Column("reach", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("staff_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("at", Instant, nullable=False),
    Column("touched_op", Integer, nullable=False),
    Index("ix_tier_offer_review", "review_id", "customer_id"),
    Index("ix_tier_offer_customer", "customer_id", "at"),
)
