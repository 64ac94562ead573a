"""The fields of the customer form, and which of them each kind of customer has."""

from collections.abc import Sequence

from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.customer import KIND_LABELS, STAGE_LABELS, CustomerKind
from branchcrm.domain.identity_document import DOCUMENT_LABELS, DocumentKind
from branchcrm.domain.staff import Staff
from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.wording import mark
from ui.customers.customer_words import heading
from ui.kit.choices import Option
from ui.kit.form_field import Field, FieldKind
from ui.kit.translation import translate

PERSON_FIELDS = ("gender", "birthday", "id_type", "id_number", "employer", "occupation")
COMPANY_FIELDS = ("uscc", "industry", "contact_name", "contact_title")
MORE_FIELDS = (
    "more_phones",
    "email",
    "wechat",
    "address",
    "employer",
    "occupation",
    "card_number",
    "reading",
    "code",
    "opened_on",
    "stage",
    "note",
)
SOURCES = (
    mark("到店自然客流"),
    mark("老客户介绍"),
    mark("电话来访"),
    mark("外拓"),
    mark("活动"),
    mark("代发单位"),
    mark("线上渠道"),
)


def hidden_fields(kind: CustomerKind, *, with_more: bool) -> set[str]:
    """Give the fields that a kind of customer does not show."""
    others = COMPANY_FIELDS if kind is CustomerKind.PERSON else PERSON_FIELDS
    return set(others) | (set() if with_more else set(MORE_FIELDS))


def customer_fields(people: Sequence[Staff], known_source: str = "") -> list[Field]:
    """Give every field of the form in reading order."""
    return [
        *_first_fields(),
        *_paper_fields(),
        *_care_fields(people, known_source),
        *_contact_fields(),
        *_book_fields(),
    ]


def _optional(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return (Option("", translate(mark("未填写"))), *options)


def _first_fields() -> list[Field]:
    return [
        Field(
            key="kind",
            label=heading(mark("客户类型")),
            kind=FieldKind.SEGMENTED,
            options=tuple(Option(key.value, translate(KIND_LABELS[key])) for key in KIND_LABELS),
            span=2,
        ),
        Field(key="name", label=heading(mark("姓名")), required=True),
        Field(
            key="phone",
            label=heading(mark("手机号")),
            kind=FieldKind.PHONE,
            placeholder=translate(mark("手机或固定电话")),
        ),
    ]


def _paper_fields() -> list[Field]:
    genders = tuple(Option(key.value, translate(GENDER_LABELS[key])) for key in GENDER_LABELS)
    papers = tuple(
        Option(key.value, translate(DOCUMENT_LABELS[key]))
        for key in DOCUMENT_LABELS
        if key is not DocumentKind.COMPANY
    )
    return [
        Field(
            key="gender",
            label=heading(mark("性别")),
            kind=FieldKind.CHOICE,
            options=_optional(genders),
        ),
        Field(
            key="birthday",
            label=heading(mark("生日")),
            placeholder=translate(mark("1981-06-14、11-03 或 农历八月十五")),
        ),
        Field(
            key="id_type",
            label=heading(mark("证件类型")),
            kind=FieldKind.CHOICE,
            options=papers,
        ),
        Field(
            key="id_number",
            label=heading(mark("证件号码")),
            help=translate(mark("选填。保存后只显示前三位和后四位")),
        ),
        Field(key="uscc", label=heading(mark("统一社会信用代码"))),
        Field(key="industry", label=heading(mark("行业"))),
        Field(key="contact_name", label=heading(mark("联系人"))),
        Field(key="contact_title", label=heading(mark("联系人职务"))),
    ]


def _care_fields(people: Sequence[Staff], known_source: str) -> list[Field]:
    managers = tuple(Option(int(person.id), person.name) for person in people)
    sources = [translate(words) for words in SOURCES]
    if known_source and known_source not in sources:
        sources.append(known_source)
    return [
        Field(
            key="manager_id",
            label=heading(mark("客户经理")),
            kind=FieldKind.CHOICE,
            options=(Option(0, translate(mark("未分配"))), *managers),
        ),
        Field(
            key="source",
            label=heading(mark("来源")),
            kind=FieldKind.CHOICE,
            options=_optional(tuple(Option(words, words) for words in sources)),
        ),
    ]


def _contact_fields() -> list[Field]:
    return [
        Field(
            key="more_phones",
            label=heading(mark("其他电话")),
            placeholder=translate(mark("多个号码用顿号分开")),
        ),
        Field(key="email", label=heading(mark("邮箱"))),
        Field(key="wechat", label=heading(mark("微信号"))),
        Field(key="address", label=heading(mark("地址"))),
        Field(key="employer", label=heading(mark("单位"))),
        Field(key="occupation", label=heading(mark("职业"))),
        Field(key="card_number", label=heading(mark("银行卡号"))),
    ]


def _book_fields() -> list[Field]:
    stages = tuple(Option(key.value, translate(STAGE_LABELS[key])) for key in STAGE_LABELS)
    return [
        Field(
            key="reading",
            label=heading(mark("读音")),
            placeholder=translate(mark("多音字的拼音，如 shan xiong xin")),
        ),
        Field(
            key="code",
            label=heading(mark("客户编号")),
            placeholder=translate(mark("留空由程序编号")),
        ),
        Field(
            key="opened_on",
            label=heading(mark("开户日期")),
            kind=FieldKind.DATE,
            leaning=Leaning.PAST,
        ),
        Field(
            key="stage",
            label=heading(mark("阶段")),
            kind=FieldKind.CHOICE,
            options=stages,
            span=2,
        ),
        Field(
            key="note",
            label=heading(mark("备注")),
            kind=FieldKind.MULTILINE,
            span=2,
            max_length=10_000,
            lines=3,
        ),
    ]
