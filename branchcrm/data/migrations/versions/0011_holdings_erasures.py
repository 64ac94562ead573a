"""What customers hold, and which operations of the journal personal content was erased from."""

from alembic import op

revision = "0011"
down_revision = "0008"

STATEMENTS = (
    """
CREATE TABLE holding (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    amount_cents INTEGER NOT NULL,
    since INTEGER,
    matures_on INTEGER,
    note TEXT DEFAULT '' NOT NULL,
    staff_id INTEGER,
    created_at INTEGER NOT NULL,
    removed_at INTEGER,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_holding PRIMARY KEY (id),
    CONSTRAINT fk_holding_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_holding_product_id FOREIGN KEY(product_id)
        REFERENCES product (id) ON DELETE RESTRICT,
    CONSTRAINT fk_holding_staff_id FOREIGN KEY(staff_id)
        REFERENCES staff (id) ON DELETE SET NULL,
    CONSTRAINT ck_holding_amount CHECK (amount_cents > 0)
)
    """,
    """
CREATE INDEX ix_holding_customer ON holding (customer_id, matures_on)
    """,
    """
CREATE INDEX ix_holding_product ON holding (product_id)
    """,
    """
CREATE TABLE erased_operation (
    id INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    hash BLOB NOT NULL,
    header BLOB NOT NULL,
    content BLOB NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_erased_operation PRIMARY KEY (id),
    CONSTRAINT fk_erased_operation_operation_id FOREIGN KEY(operation_id)
        REFERENCES operation (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_erased_operation_operation ON erased_operation (operation_id, id)
    """,
)


def upgrade() -> None:
    """Add the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
