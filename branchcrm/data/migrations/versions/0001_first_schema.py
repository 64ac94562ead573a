"""The first schema."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
CREATE TABLE branch (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_branch PRIMARY KEY (id),
    CONSTRAINT uq_branch_code UNIQUE (code)
)
    """,
    """
CREATE TABLE calendar_day (
    id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    is_workday INTEGER NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_calendar_day PRIMARY KEY (id),
    CONSTRAINT uq_calendar_day_day UNIQUE (day)
)
    """,
    """
CREATE TABLE column_mapping (
    id INTEGER NOT NULL,
    shape TEXT NOT NULL,
    mapping TEXT NOT NULL,
    used_at INTEGER NOT NULL,
    CONSTRAINT pk_column_mapping PRIMARY KEY (id),
    CONSTRAINT uq_column_mapping_shape UNIQUE (shape)
)
    """,
    """
CREATE TABLE draft (
    id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    form TEXT NOT NULL,
    content TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY (id)
)
    """,
    """
CREATE UNIQUE INDEX uq_draft_form ON draft (staff_id, form)
    """,
    """
CREATE TABLE operation (
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    summary TEXT NOT NULL,
    places TEXT NOT NULL,
    reverses_id INTEGER,
    reversed_by_id INTEGER,
    is_reversible INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    salt BLOB NOT NULL,
    digest BLOB NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_operation PRIMARY KEY (id),
    CONSTRAINT fk_operation_reverses_id FOREIGN KEY(reverses_id) REFERENCES operation (id) ON DELETE RESTRICT,
    CONSTRAINT fk_operation_reversed_by_id FOREIGN KEY(reversed_by_id) REFERENCES operation (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
)
    """,
    """
CREATE INDEX ix_operation_reversed_by ON operation (reversed_by_id)
    """,
    """
CREATE INDEX ix_operation_reverses ON operation (reverses_id)
    """,
    """
CREATE INDEX ix_operation_staff ON operation (staff_id, id)
    """,
    """
CREATE TABLE preference (
    id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_preference PRIMARY KEY (id)
)
    """,
    """
CREATE UNIQUE INDEX uq_preference_key ON preference (staff_id, "key")
    """,
    """
CREATE TABLE product (
    id INTEGER NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    line TEXT NOT NULL,
    is_active INTEGER DEFAULT '1' NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_product PRIMARY KEY (id),
    CONSTRAINT uq_product_code UNIQUE (code)
)
    """,
    """
CREATE INDEX ix_product_name_key ON product (name_key)
    """,
    """
CREATE TABLE setting (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (id),
    CONSTRAINT uq_setting_key UNIQUE ("key")
)
    """,
    """
CREATE TABLE tier_change (
    id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    from_tier TEXT NOT NULL,
    to_tier TEXT NOT NULL,
    from_score_centi INTEGER,
    to_score_centi INTEGER,
    reason TEXT NOT NULL,
    is_incremental INTEGER DEFAULT '0' NOT NULL,
    inputs BLOB,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_tier_change PRIMARY KEY (id)
)
    """,
    """
CREATE INDEX ix_tier_change_at ON tier_change (at)
    """,
    """
CREATE INDEX ix_tier_change_customer ON tier_change (customer_id, at)
    """,
    """
CREATE INDEX ix_tier_change_review ON tier_change (review_id, is_incremental, customer_id)
    """,
    """
CREATE TABLE tier_policy (
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    state TEXT NOT NULL,
    effective_on INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_tier_policy PRIMARY KEY (id),
    CONSTRAINT uq_tier_policy_version UNIQUE (version)
)
    """,
    """
CREATE TABLE import_batch (
    id INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    file_digest BLOB NOT NULL,
    kind TEXT NOT NULL,
    counts TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    CONSTRAINT pk_import_batch PRIMARY KEY (id),
    CONSTRAINT uq_import_batch_operation_id UNIQUE (operation_id),
    CONSTRAINT fk_import_batch_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
)
    """,
    """
CREATE TABLE operation_change (
    id INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    payload BLOB,
    CONSTRAINT pk_operation_change PRIMARY KEY (id),
    CONSTRAINT fk_operation_change_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_operation_change_operation ON operation_change (operation_id)
    """,
    """
CREATE INDEX ix_operation_change_range ON operation_change (table_name, kind, first_id, last_id)
    """,
    """
CREATE TABLE operation_subject (
    customer_id INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    CONSTRAINT pk_operation_subject PRIMARY KEY (customer_id, operation_id),
    CONSTRAINT fk_operation_subject_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) ON DELETE RESTRICT
)
 WITHOUT ROWID
    """,
    """
CREATE INDEX ix_operation_subject_operation ON operation_subject (operation_id)
    """,
    """
CREATE TABLE staff (
    id INTEGER NOT NULL,
    branch_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    login TEXT,
    role TEXT NOT NULL,
    is_active INTEGER DEFAULT '1' NOT NULL,
    needs_review INTEGER DEFAULT '0' NOT NULL,
    created_at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_staff PRIMARY KEY (id),
    CONSTRAINT ck_staff_role CHECK (role IN ('clerk','account_manager','branch_manager','auditor','administrator')),
    CONSTRAINT fk_staff_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
    CONSTRAINT uq_staff_login UNIQUE (login)
)
    """,
    """
CREATE TABLE tier_review (
    id INTEGER NOT NULL,
    policy_id INTEGER NOT NULL,
    period TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    reviewed_at INTEGER NOT NULL,
    counts TEXT NOT NULL,
    distribution BLOB NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_tier_review PRIMARY KEY (id),
    CONSTRAINT fk_tier_review_policy_id FOREIGN KEY(policy_id) REFERENCES tier_policy (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_tier_review_period ON tier_review (period, id)
    """,
    """
CREATE TABLE customer (
    id INTEGER NOT NULL,
    branch_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    reading TEXT NOT NULL,
    syllables TEXT NOT NULL,
    reading_alternates TEXT DEFAULT '' NOT NULL,
    initials TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    is_reading_corrected INTEGER DEFAULT '0' NOT NULL,
    gender TEXT,
    birth_calendar TEXT,
    birth_year INTEGER,
    birth_month INTEGER,
    birth_day INTEGER,
    birth_leap INTEGER DEFAULT '0' NOT NULL,
    phone TEXT,
    more_phones TEXT,
    email TEXT,
    wechat TEXT,
    id_type TEXT,
    id_number TEXT,
    uscc TEXT,
    card_number TEXT,
    address TEXT,
    employer TEXT,
    occupation TEXT,
    industry TEXT,
    contact_name TEXT,
    contact_title TEXT,
    manager_id INTEGER,
    source TEXT,
    opened_on INTEGER,
    stage TEXT DEFAULT 'active' NOT NULL,
    note TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    removed_at INTEGER,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_customer PRIMARY KEY (id),
    CONSTRAINT ck_customer_kind CHECK (kind IN ('person','enterprise','institution')),
    CONSTRAINT fk_customer_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
    CONSTRAINT fk_customer_manager_id FOREIGN KEY(manager_id) REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_customer_birthday ON customer (birth_calendar, birth_month, birth_day) WHERE birth_month IS NOT NULL
    """,
    """
CREATE INDEX ix_customer_id_number ON customer (id_number)
    """,
    """
CREATE INDEX ix_customer_initials ON customer (initials)
    """,
    """
CREATE INDEX ix_customer_manager ON customer (manager_id, id) WHERE removed_at IS NULL
    """,
    """
CREATE INDEX ix_customer_name_key ON customer (name_key)
    """,
    """
CREATE INDEX ix_customer_phone ON customer (phone)
    """,
    """
CREATE INDEX ix_customer_reading ON customer (reading)
    """,
    """
CREATE INDEX ix_customer_removed ON customer (removed_at, created_at)
    """,
    """
CREATE INDEX ix_customer_sort ON customer (branch_id, sort_key) WHERE removed_at IS NULL
    """,
    """
CREATE INDEX ix_customer_uscc ON customer (uscc) WHERE uscc IS NOT NULL
    """,
    """
CREATE UNIQUE INDEX uq_customer_code_branch ON customer (code, branch_id)
    """,
    """
CREATE TABLE import_block (
    id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_import_block PRIMARY KEY (id),
    CONSTRAINT fk_import_block_batch_id FOREIGN KEY(batch_id) REFERENCES import_batch (id) ON DELETE CASCADE
)
    """,
    """
CREATE INDEX ix_import_block_batch ON import_block (batch_id)
    """,
    """
CREATE TABLE tier_block (
    id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    first_customer_id INTEGER NOT NULL,
    last_customer_id INTEGER NOT NULL,
    content BLOB NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_tier_block PRIMARY KEY (id),
    CONSTRAINT fk_tier_block_review_id FOREIGN KEY(review_id) REFERENCES tier_review (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_tier_block_review ON tier_block (review_id, first_customer_id)
    """,
    """
CREATE TABLE complaint (
    id INTEGER NOT NULL,
    branch_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    customer_id INTEGER,
    complainant_name TEXT,
    complainant_phone TEXT,
    complainant_role TEXT DEFAULT 'self' NOT NULL,
    channel TEXT NOT NULL,
    source TEXT,
    category TEXT NOT NULL,
    cause TEXT NOT NULL,
    product_id INTEGER,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    demand TEXT,
    amount_cents INTEGER,
    happened_on INTEGER,
    received_at INTEGER NOT NULL,
    severity TEXT NOT NULL,
    level TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    state TEXT NOT NULL,
    round_started_at INTEGER NOT NULL,
    reopen_count INTEGER DEFAULT '0' NOT NULL,
    due_natural INTEGER NOT NULL,
    due_legal INTEGER NOT NULL,
    due_internal INTEGER NOT NULL,
    due_ack INTEGER NOT NULL,
    answer_due_at INTEGER NOT NULL,
    is_overdue INTEGER DEFAULT '0' NOT NULL,
    handler_id INTEGER,
    accused_id INTEGER,
    acknowledged_at INTEGER,
    first_contact_at INTEGER,
    answered_at INTEGER,
    answer TEXT,
    answer_channel TEXT,
    liability TEXT,
    outcome TEXT,
    compensation_cents INTEGER,
    satisfaction INTEGER,
    root_cause TEXT,
    on_the_spot INTEGER DEFAULT '0' NOT NULL,
    escalation INTEGER DEFAULT '0' NOT NULL,
    upstream_number TEXT,
    merged_into_id INTEGER,
    closed_at INTEGER,
    created_at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_complaint PRIMARY KEY (id),
    CONSTRAINT fk_complaint_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
    CONSTRAINT fk_complaint_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_complaint_product_id FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT,
    CONSTRAINT fk_complaint_handler_id FOREIGN KEY(handler_id) REFERENCES staff (id) ON DELETE SET NULL,
    CONSTRAINT fk_complaint_accused_id FOREIGN KEY(accused_id) REFERENCES staff (id) ON DELETE SET NULL,
    CONSTRAINT fk_complaint_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES complaint (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_complaint_customer ON complaint (customer_id, received_at)
    """,
    """
CREATE INDEX ix_complaint_handler ON complaint (handler_id, state)
    """,
    """
CREATE INDEX ix_complaint_received ON complaint (received_at)
    """,
    """
CREATE INDEX ix_complaint_state_due ON complaint (state, answer_due_at)
    """,
    """
CREATE UNIQUE INDEX uq_complaint_branch_number ON complaint (branch_id, number)
    """,
    """
CREATE TABLE customer_figure (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    measure TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    value INTEGER NOT NULL,
    source TEXT NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_customer_figure PRIMARY KEY (id),
    CONSTRAINT fk_customer_figure_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT
)
    """,
    """
CREATE UNIQUE INDEX uq_customer_figure ON customer_figure (customer_id, measure, as_of)
    """,
    """
CREATE TABLE customer_summary (
    customer_id INTEGER NOT NULL,
    branch_id INTEGER NOT NULL,
    is_live INTEGER NOT NULL,
    tier TEXT DEFAULT 'none' NOT NULL,
    tier_rank INTEGER DEFAULT '0' NOT NULL,
    score_centi INTEGER,
    amount_12m_cents INTEGER DEFAULT '0' NOT NULL,
    trades_12m INTEGER DEFAULT '0' NOT NULL,
    last_trade_on INTEGER,
    last_contact_at INTEGER,
    last_seen_on INTEGER,
    next_visit_at INTEGER,
    next_visit_id INTEGER,
    open_complaints INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_customer_summary PRIMARY KEY (customer_id),
    CONSTRAINT fk_customer_summary_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
    """,
    """
CREATE INDEX ix_customer_summary_amount ON customer_summary (branch_id, is_live, amount_12m_cents)
    """,
    """
CREATE INDEX ix_customer_summary_seen ON customer_summary (branch_id, is_live, last_seen_on)
    """,
    """
CREATE INDEX ix_customer_summary_tier ON customer_summary (branch_id, is_live, tier_rank)
    """,
    """
CREATE INDEX ix_customer_summary_trade ON customer_summary (last_trade_on)
    """,
    """
CREATE INDEX ix_customer_summary_visit ON customer_summary (branch_id, next_visit_at) WHERE next_visit_at IS NOT NULL
    """,
    """
CREATE TABLE customer_transaction (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    product_id INTEGER,
    day INTEGER NOT NULL,
    at INTEGER,
    amount_cents INTEGER NOT NULL,
    quantity_milli INTEGER,
    kind TEXT DEFAULT 'purchase' NOT NULL,
    document_no TEXT,
    line_key BLOB,
    reverses_id INTEGER,
    staff_id INTEGER,
    note TEXT,
    created_at INTEGER NOT NULL,
    removed_at INTEGER,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_customer_transaction PRIMARY KEY (id),
    CONSTRAINT ck_customer_transaction_kind CHECK (kind IN ('purchase','refund','reversal')),
    CONSTRAINT fk_customer_transaction_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_customer_transaction_product_id FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT,
    CONSTRAINT fk_customer_transaction_reverses_id FOREIGN KEY(reverses_id) REFERENCES customer_transaction (id) ON DELETE RESTRICT,
    CONSTRAINT fk_customer_transaction_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_customer_transaction_product ON customer_transaction (product_id) WHERE product_id IS NOT NULL
    """,
    """
CREATE INDEX ix_customer_transaction_reverses ON customer_transaction (reverses_id) WHERE reverses_id IS NOT NULL
    """,
    """
CREATE INDEX ix_customer_transaction_value ON customer_transaction (customer_id, day, amount_cents, product_id, removed_at) WHERE removed_at IS NULL
    """,
    """
CREATE UNIQUE INDEX uq_customer_transaction_line ON customer_transaction (line_key) WHERE line_key IS NOT NULL
    """,
    """
CREATE TABLE complaint_event (
    id INTEGER NOT NULL,
    complaint_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    staff_id INTEGER,
    action TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    detail TEXT DEFAULT '{}' NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_complaint_event PRIMARY KEY (id),
    CONSTRAINT fk_complaint_event_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE RESTRICT,
    CONSTRAINT fk_complaint_event_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_complaint_event_complaint ON complaint_event (complaint_id, at)
    """,
    """
CREATE TABLE complaint_pause (
    id INTEGER NOT NULL,
    complaint_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    starts_on INTEGER NOT NULL,
    ends_on INTEGER,
    notified_at INTEGER NOT NULL,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_complaint_pause PRIMARY KEY (id),
    CONSTRAINT fk_complaint_pause_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE RESTRICT
)
    """,
    """
CREATE INDEX ix_complaint_pause_complaint ON complaint_pause (complaint_id)
    """,
    """
CREATE TABLE visit (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    staff_id INTEGER,
    at INTEGER NOT NULL,
    is_all_day INTEGER DEFAULT '0' NOT NULL,
    channel TEXT NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT DEFAULT 'planned' NOT NULL,
    result TEXT,
    done_at INTEGER,
    origin TEXT DEFAULT 'manual' NOT NULL,
    complaint_id INTEGER,
    created_at INTEGER NOT NULL,
    removed_at INTEGER,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_visit PRIMARY KEY (id),
    CONSTRAINT ck_visit_state CHECK (state IN ('planned','done','cancelled')),
    CONSTRAINT fk_visit_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_visit_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE SET NULL,
    CONSTRAINT fk_visit_complaint_id FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_visit_complaint ON visit (complaint_id) WHERE complaint_id IS NOT NULL
    """,
    """
CREATE INDEX ix_visit_customer ON visit (customer_id, state, at)
    """,
    """
CREATE INDEX ix_visit_staff ON visit (staff_id, state, at) WHERE removed_at IS NULL
    """,
    """
CREATE INDEX ix_visit_state_at ON visit (state, at) WHERE removed_at IS NULL
    """,
    """
CREATE TABLE interaction (
    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    staff_id INTEGER,
    channel TEXT NOT NULL,
    direction TEXT,
    at INTEGER NOT NULL,
    result TEXT,
    is_effective INTEGER NOT NULL,
    note TEXT NOT NULL,
    need TEXT,
    mood TEXT,
    visit_id INTEGER,
    created_at INTEGER NOT NULL,
    removed_at INTEGER,
    touched_op INTEGER NOT NULL,
    CONSTRAINT pk_interaction PRIMARY KEY (id),
    CONSTRAINT fk_interaction_customer_id FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE RESTRICT,
    CONSTRAINT fk_interaction_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id) ON DELETE SET NULL,
    CONSTRAINT fk_interaction_visit_id FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE SET NULL
)
    """,
    """
CREATE INDEX ix_interaction_customer ON interaction (customer_id, at)
    """,
    """
CREATE INDEX ix_interaction_staff ON interaction (staff_id, at) WHERE removed_at IS NULL
    """,
    """
CREATE INDEX ix_interaction_visit ON interaction (visit_id) WHERE visit_id IS NOT NULL
    """,
    """
CREATE VIRTUAL TABLE customer_search USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 0")
    """,
)


def upgrade() -> None:
    """Create every table, index and the search index."""
    for statement in STATEMENTS:
        op.execute(statement)
