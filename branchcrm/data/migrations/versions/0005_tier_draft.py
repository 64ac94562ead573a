"""Tier rules in the making with their approval, and tiers set by hand."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    """
CREATE TABLE tier_draft (
    id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    author_id INTEGER,
    edited_at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_tier_draft PRIMARY KEY (id),
    CONSTRAINT ck_tier_draft_state CHECK (state IN ('draft','submitted')),
    CONSTRAINT fk_tier_draft_author_id FOREIGN KEY(author_id)
        REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE TABLE tier_approval (
    id INTEGER NOT NULL,
    policy_id INTEGER NOT NULL,
    author_id INTEGER,
    approver_id INTEGER,
    note TEXT DEFAULT '' NOT NULL,
    at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_tier_approval PRIMARY KEY (id),
    CONSTRAINT fk_tier_approval_policy_id FOREIGN KEY(policy_id)
        REFERENCES tier_policy (id) ON DELETE RESTRICT,
    CONSTRAINT fk_tier_approval_author_id FOREIGN KEY(author_id)
        REFERENCES staff (id) ON DELETE SET NULL,
    CONSTRAINT fk_tier_approval_approver_id FOREIGN KEY(approver_id)
        REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_tier_approval_policy ON tier_approval (policy_id)
    """,
    """
CREATE TABLE tier_override (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    tier TEXT NOT NULL,
    reason TEXT NOT NULL,
    staff_id INTEGER,
    starts_on INTEGER NOT NULL,
    ends_on INTEGER NOT NULL,
    lifted_at INTEGER,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_tier_override PRIMARY KEY (id),
    CONSTRAINT ck_tier_override_tier CHECK (tier IN ('high','mid','low')),
    CONSTRAINT ck_tier_override_span CHECK (ends_on >= starts_on),
    CONSTRAINT fk_tier_override_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_tier_override_staff_id FOREIGN KEY(staff_id)
        REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_tier_override_customer ON tier_override (customer_id, ends_on)
    """,
    """
CREATE INDEX ix_tier_override_end ON tier_override (ends_on)
    """,
)


def upgrade() -> None:
    """Add the three tables."""
    for statement in STATEMENTS:
        op.execute(statement)
