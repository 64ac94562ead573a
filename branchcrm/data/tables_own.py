"""The tables of a branch's own fields: their definitions, and what customers hold in them."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text

from branchcrm.data.columns import Day, Instant
from branchcrm.data.tables import metadata

own_field = Table(
    "own_field",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("choices", Text, nullable=False, server_default="[]"),
    Column("customer_kinds", Text, nullable=False),
    Column("is_required", Integer, nullable=False, server_default="0"),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("retired_at", Instant),
    Column("touched_op", Integer, nullable=False),
)

# A value that is cleared keeps its row: so undo, redo and merges compare columns, never meet
# two rows of one customer and field.
own_value = Table(
    "own_value",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", Integer, ForeignKey("customer.id", ondelete="RESTRICT"), nullable=False),
    Column("field_id", Integer, ForeignKey("own_field.id", ondelete="RESTRICT"), nullable=False),
    Column("text", Text),
    Column("number", Integer),
    Column("day", Day),
    Column("touched_op", Integer, nullable=False),
    Index("uq_own_value", "customer_id", "field_id", unique=True),
    Index(
        "ix_own_value_text",
        "field_id",
        "text",
        "customer_id",
        sqlite_where=text("text IS NOT NULL"),
    ),
    Index(
        "ix_own_value_number",
        "field_id",
        "number",
        "customer_id",
        sqlite_where=text("number IS NOT NULL"),
    ),
    Index(
        "ix_own_value_day",
        "field_id",
        "day",
        "customer_id",
        sqlite_where=text("day IS NOT NULL"),
    ),
)
