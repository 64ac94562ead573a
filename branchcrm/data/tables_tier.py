"""The tables of value tiers: policies, periodic reviews, their compressed results, moves."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from branchcrm.data.columns import Day, Instant
from branchcrm.data.tables import metadata

tier_policy = Table(
    "tier_policy",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("effective_on", Day, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("touched_op", Integer, nullable=False),
)

tier_review = Table(
    "tier_review",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "policy_id",
        Integer,
        ForeignKey("tier_policy.id", ondelete="RESTRICT"),
        nullable=False,
    ),
    Column("period", Text, nullable=False),
    Column("as_of", Day, nullable=False),
    Column("reviewed_at", Instant, nullable=False),
    Column("counts", Text, nullable=False),
    Column("distribution", LargeBinary, nullable=False),
    Column("touched_op", Integer, nullable=False),
    Index("ix_tier_review_period", "period", "id"),
)

tier_block = Table(
    "tier_block",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "review_id",
        Integer,
        ForeignKey("tier_review.id", ondelete="RESTRICT"),
        nullable=False,
    ),
    Column("first_customer_id", Integer, nullable=False),
    Column("last_customer_id", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("touched_op", Integer, nullable=False),
    Index("ix_tier_block_review", "review_id", "first_customer_id"),
)

tier_change = Table(
    "tier_change",
    metadata,
    Column("id", Integer, primary_key=True),
    # No foreign keys: results found after a review are no work that an undo of the operation
    # which brought the review, or the customer, would have to respect.
    Column("review_id", Integer, nullable=False),
    Column("customer_id", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("from_tier", Text, nullable=False),
    Column("to_tier", Text, nullable=False),
    Column("from_score_centi", Integer),
    Column("to_score_centi", Integer),
    Column("reason", Text, nullable=False),
    Column("is_incremental", Integer, nullable=False, server_default="0"),
    Column("inputs", LargeBinary),
    Column("touched_op", Integer, nullable=False),
    Index("ix_tier_change_customer", "customer_id", "at"),
    Index("ix_tier_change_at", "at"),
    Index("ix_tier_change_review", "review_id", "is_incremental", "customer_id"),
)
