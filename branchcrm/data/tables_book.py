"""The tables around the records: journal, derived summary, drafts, preferences, imports."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

from branchcrm.data.columns import Day, Instant
from branchcrm.data.tables import metadata

operation = Table(
    "operation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("staff_id", Integer, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("places", Text, nullable=False),
    Column("reverses_id", Integer, ForeignKey("operation.id", ondelete="RESTRICT")),
    Column(
        "reversed_by_id",
        Integer,
        ForeignKey("operation.id", ondelete="RESTRICT", deferrable=True, initially="DEFERRED"),
    ),
    Column("is_reversible", Integer, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index("ix_operation_reverses", "reverses_id"),
    Index("ix_operation_reversed_by", "reversed_by_id"),
    Index("ix_operation_staff", "staff_id", "id"),
)

operation_change = Table(
    "operation_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "operation_id",
        Integer,
        ForeignKey("operation.id", ondelete="RESTRICT"),
        nullable=False,
    ),
    Column("table_name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("first_id", Integer, nullable=False),
    Column("last_id", Integer, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("payload", LargeBinary),
    Index("ix_operation_change_operation", "operation_id"),
    Index("ix_operation_change_range", "table_name", "kind", "first_id", "last_id"),
)

operation_subject = Table(
    "operation_subject",
    metadata,
    Column("customer_id", Integer, primary_key=True),
    Column(
        "operation_id",
        Integer,
        ForeignKey("operation.id", ondelete="RESTRICT"),
        primary_key=True,
    ),
    Index("ix_operation_subject_operation", "operation_id"),
    sqlite_with_rowid=False,
)

# A lawful erasure took personal content out of an operation. Its hash in the chain stays; this
# row, itself covered by the operation that erased, vouches for what is left of the header and
# of the changes, so that nobody can alter those either.
erased_operation = Table(
    "erased_operation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "operation_id",
        Integer,
        ForeignKey("operation.id", ondelete="RESTRICT"),
        nullable=False,
    ),
    Column("hash", LargeBinary, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("touched_op", Integer, nullable=False),
    Index("ix_erased_operation_operation", "operation_id", "id"),
)

customer_summary = Table(
    "customer_summary",
    metadata,
    Column(
        "customer_id",
        Integer,
        ForeignKey("customer.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("branch_id", Integer, nullable=False),
    Column("is_live", Integer, nullable=False),
    Column("tier", Text, nullable=False, server_default="none"),
    Column("tier_rank", Integer, nullable=False, server_default="0"),
    Column("score_centi", Integer),
    Column("amount_12m_cents", Integer, nullable=False, server_default="0"),
    Column("trades_12m", Integer, nullable=False, server_default="0"),
    Column("last_trade_on", Day),
    Column("last_contact_at", Instant),
    Column("last_seen_on", Day),
    Column("next_visit_at", Instant),
    Column("next_visit_id", Integer),
    Column("open_complaints", Integer, nullable=False, server_default="0"),
    Column("tier_misses", Integer, nullable=False, server_default="0"),
    Index("ix_customer_summary_trade", "last_trade_on"),
    Index("ix_customer_summary_tier", "branch_id", "is_live", "tier_rank"),
    Index("ix_customer_summary_amount", "branch_id", "is_live", "amount_12m_cents"),
    Index("ix_customer_summary_seen", "branch_id", "is_live", "last_seen_on"),
    Index(
        "ix_customer_summary_visit",
        "branch_id",
        "next_visit_at",
        sqlite_where=text("next_visit_at IS NOT NULL"),
    ),
)

draft = Table(
    "draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff_id", Integer, nullable=False),
    Column("form", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Index("uq_draft_form", "staff_id", "form", unique=True),
)

preference = Table(
    "preference",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff_id", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("value", Text, nullable=False),
    Index("uq_preference_key", "staff_id", "key", unique=True),
)

import_batch = Table(
    "import_batch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "operation_id",
        Integer,
        ForeignKey("operation.id", ondelete="RESTRICT", deferrable=True, initially="DEFERRED"),
        nullable=False,
        unique=True,
    ),
    Column("file_name", Text, nullable=False),
    Column("file_digest", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("imported_at", Instant, nullable=False),
)

import_block = Table(
    "import_block",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "batch_id",
        Integer,
        ForeignKey("import_batch.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("first_row", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_import_block_batch", "batch_id"),
)

column_mapping = Table(
    "column_mapping",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("shape", Text, nullable=False, unique=True),
    Column("mapping", Text, nullable=False),
    Column("used_at", Instant, nullable=False),
)

SEARCH_INDEX_DDL = (
    "CREATE VIRTUAL TABLE customer_search USING fts5("
    "tokens, content='', contentless_delete=1, detail=none, "
    'tokenize="unicode61 remove_diacritics 0")'
)
