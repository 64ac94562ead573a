"""Empty the search index: its tokens have another form, and the program fills it again."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Drop every token."""
    op.execute("INSERT INTO customer_search(customer_search) VALUES('delete-all')")
