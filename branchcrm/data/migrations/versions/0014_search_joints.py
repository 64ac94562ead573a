"""Empty the search index: it holds characters with the initials behind them now, too.

The program fills it again.
"""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Drop every token."""
    op.execute("INSERT INTO customer_search(customer_search) VALUES('delete-all')")
