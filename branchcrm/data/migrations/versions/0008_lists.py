"""Saved views of lists, and the misses in a row of those who stand before a lower tier."""

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    """
CREATE TABLE saved_view (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    is_shared INTEGER DEFAULT '0' NOT NULL,
    condition TEXT DEFAULT '' NOT NULL,
    columns TEXT DEFAULT '[]' NOT NULL,
    sort_key TEXT DEFAULT 'last_seen' NOT NULL,
    is_descending INTEGER DEFAULT '1' NOT NULL,
    density TEXT DEFAULT 'standard' NOT NULL,
    is_pinned INTEGER DEFAULT '0' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_saved_view PRIMARY KEY (id),
    CONSTRAINT fk_saved_view_owner_id FOREIGN KEY(owner_id)
        REFERENCES staff (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_saved_view_owner ON saved_view (owner_id, position)
    """,
    """
ALTER TABLE customer_summary ADD COLUMN tier_misses INTEGER DEFAULT '0' NOT NULL
    """,
)


def upgrade() -> None:
    """Add the table and the column; the program fills the column."""
    for statement in STATEMENTS:
        op.execute(statement)
