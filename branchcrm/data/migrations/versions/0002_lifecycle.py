"""Decisions on stages, and who was given which customer."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """
CREATE TABLE stage_decision (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    from_stage TEXT NOT NULL,
    to_stage TEXT NOT NULL,
    is_accepted INTEGER NOT NULL,
    last_trade_on INTEGER NOT NULL,
    reason TEXT NOT NULL,
    staff_id INTEGER,
    at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_stage_decision PRIMARY KEY (id),
    CONSTRAINT fk_stage_decision_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_stage_decision_staff_id FOREIGN KEY(staff_id)
        REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_stage_decision_customer ON stage_decision (customer_id, at)
    """,
    """
CREATE TABLE customer_assignment (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    from_staff_id INTEGER,
    to_staff_id INTEGER,
    cause TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_customer_assignment PRIMARY KEY (id),
    CONSTRAINT ck_customer_assignment_cause
        CHECK (cause IN ('claim','release','return','hand_over')),
    CONSTRAINT fk_customer_assignment_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_customer_assignment_from_staff_id FOREIGN KEY(from_staff_id)
        REFERENCES staff (id) ON DELETE SET NULL,
    CONSTRAINT fk_customer_assignment_to_staff_id FOREIGN KEY(to_staff_id)
        REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_customer_assignment_customer ON customer_assignment (customer_id, at)
    """,
    """
CREATE INDEX ix_customer_assignment_staff ON customer_assignment (to_staff_id, cause, at)
    """,
)


def upgrade() -> None:
    """Add the two tables."""
    for statement in STATEMENTS:
        op.execute(statement)
