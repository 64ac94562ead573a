"""Contact persons, links, groups, consents, tags, attachments and merges of customers."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    """
CREATE TABLE contact_person (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    created_at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_contact_person PRIMARY KEY (id),
    CONSTRAINT fk_contact_person_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_contact_person_customer ON contact_person (customer_id)
    """,
    """
CREATE INDEX ix_contact_person_phone ON contact_person (phone)
    """,
    """
CREATE TABLE customer_link (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    created_at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_customer_link PRIMARY KEY (id),
    CONSTRAINT ck_customer_link_kind CHECK (kind IN ('referrer','guarantor')),
    CONSTRAINT ck_customer_link_other CHECK (customer_id <> other_id),
    CONSTRAINT fk_customer_link_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_customer_link_other_id FOREIGN KEY(other_id)
        REFERENCES customer (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_customer_link_other ON customer_link (other_id, kind)
    """,
    """
CREATE UNIQUE INDEX uq_customer_link ON customer_link (customer_id, other_id, kind)
    """,
    """
CREATE TABLE customer_group (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_customer_group PRIMARY KEY (id),
    CONSTRAINT ck_customer_group_kind CHECK (kind IN ('household','company'))
)
    """,
    """
CREATE TABLE group_member (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    role TEXT DEFAULT '' NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_group_member PRIMARY KEY (id),
    CONSTRAINT fk_group_member_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_group_member_group_id FOREIGN KEY(group_id)
        REFERENCES customer_group (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_group_member_group ON group_member (group_id)
    """,
    """
CREATE UNIQUE INDEX uq_group_member ON group_member (customer_id, kind)
    """,
    """
CREATE TABLE consent (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    is_given INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    given_on INTEGER NOT NULL,
    expires_on INTEGER,
    withdrawn_on INTEGER,
    staff_id INTEGER,
    at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_consent PRIMARY KEY (id),
    CONSTRAINT fk_consent_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_consent_staff_id FOREIGN KEY(staff_id)
        REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_consent_customer ON consent (customer_id, purpose, channel)
    """,
    """
CREATE TABLE contact_ban (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    staff_id INTEGER,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_contact_ban PRIMARY KEY (id),
    CONSTRAINT fk_contact_ban_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_contact_ban_staff_id FOREIGN KEY(staff_id)
        REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE UNIQUE INDEX uq_contact_ban ON contact_ban (customer_id)
    """,
    """
CREATE TABLE customer_tag (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_customer_tag PRIMARY KEY (id),
    CONSTRAINT fk_customer_tag_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_customer_tag_name ON customer_tag (name)
    """,
    """
CREATE UNIQUE INDEX uq_customer_tag ON customer_tag (customer_id, name)
    """,
    """
CREATE TABLE attachment (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest BLOB NOT NULL,
    staff_id INTEGER,
    at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (id),
    CONSTRAINT fk_attachment_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_attachment_staff_id FOREIGN KEY(staff_id)
        REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_attachment_customer ON attachment (customer_id, at)
    """,
    """
CREATE INDEX ix_attachment_digest ON attachment (digest)
    """,
    """
CREATE TABLE attachment_content (
    id INTEGER NOT NULL,
    digest BLOB NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_attachment_content PRIMARY KEY (id)
)
    """,
    """
CREATE UNIQUE INDEX uq_attachment_content ON attachment_content (digest)
    """,
    """
CREATE TABLE duplicate_verdict (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    staff_id INTEGER,
    at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_duplicate_verdict PRIMARY KEY (id),
    CONSTRAINT fk_duplicate_verdict_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_duplicate_verdict_other_id FOREIGN KEY(other_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_duplicate_verdict_staff_id FOREIGN KEY(staff_id)
        REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_duplicate_verdict_other ON duplicate_verdict (other_id)
    """,
    """
CREATE UNIQUE INDEX uq_duplicate_verdict ON duplicate_verdict (customer_id, other_id)
    """,
    """
CREATE TABLE customer_merge (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    merged_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_customer_merge PRIMARY KEY (id),
    CONSTRAINT fk_customer_merge_customer_id FOREIGN KEY(customer_id)
        REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_customer_merge_merged_id FOREIGN KEY(merged_id)
        REFERENCES customer (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_customer_merge_customer ON customer_merge (customer_id)
    """,
    """
CREATE INDEX ix_customer_merge_merged ON customer_merge (merged_id)
    """,
)


def upgrade() -> None:
    """Add the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
