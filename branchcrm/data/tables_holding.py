"""The table of holdings: which product a customer has, how much, since when and until when."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from branchcrm.data.columns import Day, Instant
from branchcrm.data.tables import metadata

holding = Table(
    "holding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", Integer, ForeignKey("customer.id", ondelete="RESTRICT"), nullable=False),
    Column("product_id", Integer, ForeignKey("product.id", ondelete="RESTRICT"), nullable=False),
    Column("amount_cents", Integer, nullable=False),
    Column("since", Day),
    Column("matures_on", Day),
    Column("note", Text, nullable=False, server_default=""),
    Column("staff_id", Integer, ForeignKey("staff.id", ondelete="SET NULL")),
    Column("created_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Column("touched_op", Integer, nullable=False),
    CheckConstraint("amount_cents > 0", name="amount"),
    Index("ix_holding_customer", "customer_id", "matures_on"),
    Index("ix_holding_product", "product_id"),
)
