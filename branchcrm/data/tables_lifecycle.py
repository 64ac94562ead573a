"""The tables of stages and hands: decisions on proposals, and who was given whom."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from branchcrm.data.columns import Day, Instant
from branchcrm.data.tables import metadata

stage_decision = Table(
    "stage_decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", Integer, ForeignKey("customer.id", ondelete="RESTRICT"), nullable=False),
    Column("from_stage", Text, nullable=False),
    Column("to_stage", Text, nullable=False),
    Column("is_accepted", Integer, nullable=False),
    Column("last_trade_on", Day, nullable=False),
    Column("reason", Text, nullable=False),
    Column("staff_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("at", Instant, nullable=False),
    Column("touched_op", Integer, nullable=False),
    Index("ix_stage_decision_customer", "customer_id", "at"),
)

customer_assignment = Table(
    "customer_assignment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", Integer, ForeignKey("customer.id", ondelete="RESTRICT"), nullable=False),
    Column("from_staff_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("to_staff_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("cause", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("touched_op", Integer, nullable=False),
    CheckConstraint("cause IN ('claim','release','return','hand_over')", name="cause"),
    Index("ix_customer_assignment_customer", "customer_id", "at"),
    Index("ix_customer_assignment_staff", "to_staff_id", "cause", "at"),
)
