"""A branch's own fields of customers: definitions and values."""

from alembic import op

revision = "0012"
down_revision = "0010"

STATEMENTS = (
    """
CREATE TABLE own_field (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    choices TEXT DEFAULT '[]' NOT NULL,
    customer_kinds TEXT NOT NULL,
    is_required INTEGER DEFAULT '0' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    retired_at INTEGER,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_own_field PRIMARY KEY (id)
)
    """,
    """
CREATE TABLE own_value (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    field_id INTEGER NOT NULL,
    text TEXT,
    number INTEGER,
    day INTEGER,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_own_value PRIMARY KEY (id),
    CONSTRAINT fk_own_value_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_own_value_field_id FOREIGN KEY(field_id)
        REFERENCES own_field (id) ON DELETE RESTRICT
)
    """,
    """
CREATE UNIQUE INDEX uq_own_value ON own_value (customer_id, field_id)
    """,
    """
CREATE INDEX ix_own_value_text ON own_value (field_id, text, customer_id)
    WHERE text IS NOT NULL
    """,
    """
CREATE INDEX ix_own_value_number ON own_value (field_id, number, customer_id)
    WHERE number IS NOT NULL
    """,
    """
CREATE INDEX ix_own_value_day ON own_value (field_id, day, customer_id)
    WHERE day IS NOT NULL
    """,
)


def upgrade() -> None:
    """Add the tables, which begin empty."""
    for statement in STATEMENTS:
        op.execute(statement)
