"""The tables of the book; migrations bring an older book to this shape."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

from branchcrm.data.columns import Day, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _touched() -> Column[int]:
    """Name the operation that last wrote the row: every journaled table has it."""
    return Column("touched_op", Integer, nullable=False)


def _link(name: str, target: str, *, ondelete: str, nullable: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id", ondelete=ondelete), nullable=nullable)


def _owner() -> Column[int]:
    return _link("customer_id", "customer", ondelete="RESTRICT", nullable=False)


_LIVE = text("removed_at IS NULL")

branch = Table(
    "branch",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("code", Text, nullable=False, unique=True),
    _touched(),
)

staff = Table(
    "staff",
    metadata,
    _id(),
    _link("branch_id", "branch", ondelete="RESTRICT", nullable=False),
    Column("name", Text, nullable=False),
    Column("login", Text, unique=True),
    Column("role", Text, nullable=False),
    Column("is_active", Integer, nullable=False, server_default="1"),
    Column("needs_review", Integer, nullable=False, server_default="0"),
    Column("created_at", Instant, nullable=False),
    _touched(),
    CheckConstraint(
        "role IN ('clerk','account_manager','branch_manager','auditor','administrator')",
        name="role",
    ),
)

setting = Table(
    "setting",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("value", Text, nullable=False),
    _touched(),
)

calendar_day = Table(
    "calendar_day",
    metadata,
    _id(),
    Column("day", Day, nullable=False, unique=True),
    Column("is_workday", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    _touched(),
)

customer = Table(
    "customer",
    metadata,
    _id(),
    _link("branch_id", "branch", ondelete="RESTRICT", nullable=False),
    Column("code", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("syllables", Text, nullable=False),
    Column("reading_alternates", Text, nullable=False, server_default=""),
    Column("initials", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("is_reading_corrected", Integer, nullable=False, server_default="0"),
    Column("gender", Text),
    Column("birth_calendar", Text),
    Column("birth_year", Integer),
    Column("birth_month", Integer),
    Column("birth_day", Integer),
    Column("birth_leap", Integer, nullable=False, server_default="0"),
    Column("phone", Text),
    Column("more_phones", Text),
    Column("email", Text),
    Column("wechat", Text),
    Column("id_type", Text),
    Column("id_number", Text),
    Column("uscc", Text),
    Column("card_number", Text),
    Column("address", Text),
    Column("employer", Text),
    Column("occupation", Text),
    Column("industry", Text),
    Column("contact_name", Text),
    Column("contact_title", Text),
    _link("manager_id", "staff", ondelete="SET NULL"),
    Column("source", Text),
    Column("opened_on", Day),
    Column("stage", Text, nullable=False, server_default="active"),
    Column("note", Text),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("removed_at", Instant),
    _touched(),
    CheckConstraint("kind IN ('person','enterprise','institution')", name="kind"),
    Index("uq_customer_code_branch", "code", "branch_id", unique=True),
    Index("ix_customer_sort", "branch_id", "sort_key", sqlite_where=_LIVE),
    Index("ix_customer_named", "name_key", "birth_year", "birth_month", "birth_day"),
    Index("ix_customer_reading", "reading"),
    Index("ix_customer_initials", "initials"),
    Index("ix_customer_phone", "phone"),
    Index("ix_customer_id_number", "id_number"),
    Index("ix_customer_uscc", "uscc", sqlite_where=text("uscc IS NOT NULL")),
    Index("ix_customer_manager", "manager_id", "id", sqlite_where=_LIVE),
    Index(
        "ix_customer_birthday",
        "birth_calendar",
        "birth_month",
        "birth_day",
        "birth_leap",
        sqlite_where=text("birth_month IS NOT NULL"),
    ),
    Index("ix_customer_stage", "stage", "kind"),
    # After what was removed, since SQLite prefers an equality to any range.
    Index("ix_customer_removed", "removed_at", "created_at"),
)

customer_figure = Table(
    "customer_figure",
    metadata,
    _id(),
    _owner(),
    Column("measure", Text, nullable=False),
    Column("as_of", Day, nullable=False),
    Column("value", Integer, nullable=False),
    Column("source", Text, nullable=False),
    _touched(),
    Index("uq_customer_figure", "customer_id", "measure", "as_of", unique=True),
)

product = Table(
    "product",
    metadata,
    _id(),
    Column("code", Text, unique=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, index=True),
    Column("line", Text, nullable=False),
    Column("is_active", Integer, nullable=False, server_default="1"),
    _touched(),
)

customer_transaction = Table(
    "customer_transaction",
    metadata,
    _id(),
    _owner(),
    _link("product_id", "product", ondelete="RESTRICT"),
    Column("day", Day, nullable=False),
    Column("at", Instant),
    Column("amount_cents", Integer, nullable=False),
    Column("quantity_milli", Integer),
    Column("kind", Text, nullable=False, server_default="purchase"),
    Column("document_no", Text),
    Column("line_key", LargeBinary),
    _link("reverses_id", "customer_transaction", ondelete="RESTRICT"),
    _link("staff_id", "staff", ondelete="SET NULL"),
    Column("note", Text),
    Column("created_at", Instant, nullable=False),
    Column("removed_at", Instant),
    _touched(),
    CheckConstraint("kind IN ('purchase','refund','reversal')", name="kind"),
    Index(
        "ix_customer_transaction_value",
        "customer_id",
        "day",
        "amount_cents",
        "product_id",
        "removed_at",
    ),
    Index(
        "uq_customer_transaction_line",
        "line_key",
        unique=True,
        sqlite_where=text("line_key IS NOT NULL"),
    ),
    Index(
        "ix_customer_transaction_reverses",
        "reverses_id",
        sqlite_where=text("reverses_id IS NOT NULL"),
    ),
    Index(
        "ix_customer_transaction_product",
        "product_id",
        sqlite_where=text("product_id IS NOT NULL"),
    ),
)

visit = Table(
    "visit",
    metadata,
    _id(),
    _owner(),
    _link("staff_id", "staff", ondelete="SET NULL"),
    Column("at", Instant, nullable=False),
    Column("is_all_day", Integer, nullable=False, server_default="0"),
    Column("channel", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="planned"),
    Column("result", Text),
    Column("done_at", Instant),
    Column("origin", Text, nullable=False, server_default="manual"),
    _link("complaint_id", "complaint", ondelete="SET NULL"),
    Column("created_at", Instant, nullable=False),
    Column("removed_at", Instant),
    _touched(),
    CheckConstraint("state IN ('planned','done','cancelled')", name="state"),
    Index("ix_visit_state_at", "state", "at", sqlite_where=_LIVE),
    Index("ix_visit_staff", "staff_id", "state", "at", sqlite_where=_LIVE),
    Index("ix_visit_customer", "customer_id", "state", "at"),
    Index("ix_visit_complaint", "complaint_id", sqlite_where=text("complaint_id IS NOT NULL")),
)

interaction = Table(
    "interaction",
    metadata,
    _id(),
    _owner(),
    _link("staff_id", "staff", ondelete="SET NULL"),
    Column("channel", Text, nullable=False),
    Column("direction", Text),
    Column("at", Instant, nullable=False),
    Column("result", Text),
    Column("is_effective", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("need", Text),
    Column("mood", Text),
    _link("visit_id", "visit", ondelete="SET NULL"),
    Column("created_at", Instant, nullable=False),
    Column("removed_at", Instant),
    _touched(),
    # With all that counts and filters of contacts look at, so that they read no notes.
    Index("ix_interaction_customer", "customer_id", "at", "is_effective", "channel", "removed_at"),
    Index("ix_interaction_staff", "staff_id", "at", sqlite_where=_LIVE),
    Index("ix_interaction_visit", "visit_id", sqlite_where=text("visit_id IS NOT NULL")),
)
