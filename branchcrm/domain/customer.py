"""A customer of the branch: a person, an enterprise or an institution."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from branchcrm.domain.birthday import Birthday
from branchcrm.domain.choices import Gender
from branchcrm.domain.filter_condition import Node
from branchcrm.domain.filter_field import FilterField
from branchcrm.domain.identity_document import DocumentKind
from branchcrm.domain.ids import CustomerId, StaffId, VisitId
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import mark

Shown = str | int | None
"""The value of a field that a list shows: dates as day numbers, money in 分."""

OwnValue = str | int | date
"""A value of a branch's own field: a text, address or key of a choice; ten-thousandths of a number,
money in 分; a day."""

OwnValues = Mapping[str, OwnValue]
"""The values of one customer by the key of the field; one without a value is left out."""


class CustomerKind(StrEnum):
    """What a customer is; each kind has its own fields on the form."""

    PERSON = "person"
    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"


class Stage(StrEnum):
    """Where a customer stands in the life of the relation."""

    PROSPECT = "prospect"
    ACTIVE = "active"
    DORMANT = "dormant"
    LOST = "lost"
    DEFEATED = "defeated"
    WINBACK = "winback"
    CLOSED = "closed"


KIND_LABELS = {
    CustomerKind.PERSON: mark("个人"),
    CustomerKind.ENTERPRISE: mark("企业"),
    CustomerKind.INSTITUTION: mark("机构"),
}

STAGE_LABELS = {
    Stage.PROSPECT: mark("潜在"),
    Stage.ACTIVE: mark("现有"),
    Stage.DORMANT: mark("沉睡"),
    Stage.LOST: mark("流失"),
    Stage.DEFEATED: mark("战败"),
    Stage.WINBACK: mark("挽回中"),
    Stage.CLOSED: mark("已注销"),
}

FIELD_LABELS = {
    "name": mark("姓名"),
    "code": mark("客户编号"),
    "kind": mark("客户类型"),
    "gender": mark("性别"),
    "birthday": mark("生日"),
    "phone": mark("手机"),
    "more_phones": mark("其他电话"),
    "email": mark("邮箱"),
    "wechat": mark("微信号"),
    "id_type": mark("证件类型"),
    "id_number": mark("证件号码"),
    "uscc": mark("统一社会信用代码"),
    "card_number": mark("银行卡号"),
    "address": mark("地址"),
    "employer": mark("单位"),
    "occupation": mark("职业"),
    "industry": mark("行业"),
    "contact_name": mark("联系人"),
    "contact_title": mark("联系人职务"),
    "manager": mark("客户经理"),
    "source": mark("来源"),
    "opened_on": mark("开户日期"),
    "stage": mark("阶段"),
    "note": mark("备注"),
    "reading": mark("读音"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDraft:
    """What a form or an import collects about a customer, as it was typed.

    `own` holds texts of the branch's own fields by key; one that is not there stays as it is.
    """

    name: str = ""
    kind: str = CustomerKind.PERSON
    code: str = ""
    gender: str = ""
    birthday: str = ""
    phone: str = ""
    more_phones: str = ""
    email: str = ""
    wechat: str = ""
    id_type: str = ""
    id_number: str = ""
    uscc: str = ""
    card_number: str = ""
    address: str = ""
    employer: str = ""
    occupation: str = ""
    industry: str = ""
    contact_name: str = ""
    contact_title: str = ""
    manager_id: StaffId | None = None
    source: str = ""
    opened_on: str = ""
    stage: str = Stage.ACTIVE
    note: str = ""
    reading: str = ""
    own: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFacts:
    """The checked fields of a customer, in the form that is kept.

    `own` holds the values of the branch's own fields.
    """

    kind: CustomerKind
    name: str
    code: str = ""
    gender: Gender | None = None
    birthday: Birthday | None = None
    phone: str = ""
    more_phones: tuple[str, ...] = ()
    email: str = ""
    wechat: str = ""
    id_type: DocumentKind | None = None
    id_number: str = ""
    uscc: str = ""
    card_number: str = ""
    address: str = ""
    employer: str = ""
    occupation: str = ""
    industry: str = ""
    contact_name: str = ""
    contact_title: str = ""
    manager_id: StaffId | None = None
    source: str = ""
    opened_on: date | None = None
    stage: Stage = Stage.ACTIVE
    note: str = ""
    reading: str = ""
    own: OwnValues = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """One line of a customer list; phone and numbers are masked.

    `matched` gives where the searched text stands in the name: the first character, and how many.
    `barred` gives the reason of a wish not to be contacted; `is_near_fall` marks one who fell short
    of the tier's line at the latest review and falls if that goes on; `is_by_hand` marks one whose
    tier was set by hand for now. `more` holds the values of fields that a view shows, by key.
    """

    id: CustomerId
    code: str
    name: str
    kind: CustomerKind
    tier: Tier
    score_centi: int | None
    phone: str
    manager: str
    last_seen_on: date | None
    amount_12m_cents: int
    next_visit_at: datetime | None
    next_visit_id: VisitId | None
    open_complaints: int
    stage: Stage
    tier_move: tuple[Tier, Tier] | None = None
    matched: tuple[int, int] | None = None
    barred: str = ""
    is_near_fall: bool = False
    is_by_hand: bool = False
    more: Mapping[str, Shown] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Everything kept about one customer; numbers are masked unless they were revealed."""

    id: CustomerId
    code: str
    facts: CustomerFacts
    manager: str
    tier: Tier
    score_centi: int | None
    amount_12m_cents: int
    trades_12m: int
    last_trade_on: date | None
    last_contact_at: datetime | None
    next_visit_at: datetime | None
    next_visit_id: VisitId | None
    open_complaints: int
    created_at: datetime
    updated_at: datetime
    removed_at: datetime | None
    figures: tuple["Figure", ...] = field(default=())

    @property
    def name(self) -> str:
        """The customer's name."""
        return self.facts.name

    @property
    def is_removed(self) -> bool:
        """Tell whether the customer lies in the recycle bin."""
        return self.removed_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure that a file reported for a customer, with its day: it counts until real rows do."""

    measure: str
    as_of: date
    value: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFilter:
    """Which customers a list holds; empty parts do not restrict.

    `where` is what people ask for in the filter language; `text` is searched, `tiers` are the tabs
    of the list, `manager_id` keeps a report to one person, and `ids` are ticked rows.
    """

    text: str = ""
    tiers: frozenset[Tier] = frozenset()
    where: Node | None = None
    manager_id: StaffId | None = None
    is_removed: bool = False
    ids: tuple[int, ...] | None = None


class CustomerSort(StrEnum):
    """A column that a list can be sorted by."""

    NAME = "name"
    CODE = "code"
    TIER = "tier"
    SCORE = "score"
    PHONE = "phone"
    MANAGER = "manager"
    LAST_SEEN = "last_seen"
    AMOUNT = "amount"
    NEXT_VISIT = "next_visit"
    CREATED = "created"
    KIND = "kind"
    STAGE = "stage"
    COMPLAINTS = "complaints"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerOrder:
    """The order of a list: by a column that every list has, or by any field."""

    column: CustomerSort = CustomerSort.LAST_SEEN
    is_descending: bool = True
    by: FilterField | None = None
