"""An index that finds people by their name and birthday at once: a name alone has many."""

from alembic import op

revision = "0015"
down_revision = "0014"

STATEMENTS = (
    "DROP INDEX ix_customer_name_key",
    """
CREATE INDEX ix_customer_named ON customer (name_key, birth_year, birth_month, birth_day)
    """,
)


def upgrade() -> None:
    """Put the birthday behind the name in the index of names."""
    for statement in STATEMENTS:
        op.execute(statement)
