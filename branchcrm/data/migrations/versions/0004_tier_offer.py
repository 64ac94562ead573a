"""Offers to customers who are close to the next tier."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """
CREATE TABLE tier_offer (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    target TEXT NOT NULL,
    reach INTEGER NOT NULL,
    note TEXT NOT NULL,
    staff_id INTEGER,
    at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_tier_offer PRIMARY KEY (id),
    CONSTRAINT fk_tier_offer_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_tier_offer_staff_id FOREIGN KEY(staff_id)
        REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_tier_offer_review ON tier_offer (review_id, customer_id)
    """,
    """
CREATE INDEX ix_tier_offer_customer ON tier_offer (customer_id, at)
    """,
)


def upgrade() -> None:
    """Add the table."""
    for statement in STATEMENTS:
        op.execute(statement)
