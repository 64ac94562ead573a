"""The table of saved views: what a list shows, in which order, for whom."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from branchcrm.data.columns import Instant
from branchcrm.data.tables import metadata

saved_view = Table(
    "saved_view",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("owner_id", Integer, ForeignKey("staff.id", ondelete="RESTRICT"), nullable=False),
    Column("is_shared", Integer, nullable=False, server_default="0"),
    Column("condition", Text, nullable=False, server_default=""),
    Column("columns", Text, nullable=False, server_default="[]"),
    Column("sort_key", Text, nullable=False, server_default="last_seen"),
    Column("is_descending", Integer, nullable=False, server_default="1"),
    Column("density", Text, nullable=False, server_default="standard"),
    Column("is_pinned", Integer, nullable=False, server_default="0"),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("touched_op", Integer, nullable=False),
    Index("ix_saved_view_owner", "owner_id", "position"),
)
