"""Indexes by which whatever hangs on a record is found without reading its whole table."""

from alembic import op

revision = "0013"
down_revision = "0012"

STATEMENTS = (
    "DROP INDEX ix_customer_transaction_value",
    """
CREATE INDEX ix_customer_transaction_value
    ON customer_transaction (customer_id, day, amount_cents, product_id, removed_at)
    """,
    """
CREATE INDEX ix_complaint_merged ON complaint (merged_into_id) WHERE merged_into_id IS NOT NULL
    """,
)


def upgrade() -> None:
    """Let the index of transactions hold the removed ones too, and index merged complaints.

    SQLite asks for both before it deletes a customer or a complaint.
    """
    for statement in STATEMENTS:
        op.execute(statement)
