"""Indexes from which lists are filtered and sorted without reading whole records."""

from alembic import op

revision = "0010"
down_revision = "0011"

STATEMENTS = (
    "DROP INDEX ix_interaction_customer",
    """
CREATE INDEX ix_interaction_customer
    ON interaction (customer_id, at, is_effective, channel, removed_at)
    """,
    "DROP INDEX ix_customer_birthday",
    """
CREATE INDEX ix_customer_birthday
    ON customer (birth_calendar, birth_month, birth_day, birth_leap)
    WHERE birth_month IS NOT NULL
    """,
    "CREATE INDEX ix_customer_stage ON customer (stage, kind)",
)


def upgrade() -> None:
    """Build each index with all that its lists look at."""
    for statement in STATEMENTS:
        op.execute(statement)
