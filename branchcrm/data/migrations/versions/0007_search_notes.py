"""Empty the search index: it holds words of notes too now, and the program fills it again."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Drop every token."""
    op.execute("INSERT INTO customer_search(customer_search) VALUES('delete-all')")
