"""The fields of the form that logs a complaint, and the draft they make."""

from collections.abc import Callable, Mapping
from datetime import datetime

from branchcrm.domain.complaint import ComplaintDraft, Finding
from branchcrm.domain.complaint_guard import SUBJECT_LENGTH
from branchcrm.domain.complaint_kind import (
    DEMAND_LABELS,
    OUTCOME_LABELS,
    SEVERITY_LABELS,
    Demand,
    Outcome,
    Severity,
)
from branchcrm.domain.complaint_taxonomy import Axis
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.wording import mark
from ui.complaints.customer_field import CustomerField
from ui.complaints.form_plan import choice, number, options, text
from ui.kit.choices import Option
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate

FURTHER_KEYS = ("cause", "accused", "amount", "received", "on_the_spot")
ON_THE_SPOT_KEYS = ("outcome", "satisfaction")


def intake_fields(context: PageContext, make_customer: Callable[[], CustomerField]) -> list[Field]:
    """Give the fields in reading order; papers the branch can look up are not asked for."""
    people = _people(context)
    return [
        Field(
            key="customer",
            label=translate(mark("客户")),
            kind=FieldKind.CUSTOM,
            editor=make_customer,
            span=2,
        ),
        Field(key="phone", label=translate(mark("联系电话")), kind=FieldKind.PHONE, span=2),
        _class_field(context, Axis.CATEGORY, mark("业务类别")),
        _class_field(context, Axis.CHANNEL, mark("渠道")),
        Field(
            key="subject",
            label=translate(mark("标题")),
            span=2,
            max_length=SUBJECT_LENGTH,
            placeholder=translate(mark("留空则取经过的第一句")),
        ),
        Field(
            key="text",
            label=translate(mark("经过和诉求")),
            kind=FieldKind.MULTILINE,
            required=True,
            lines=3,
            span=2,
        ),
        Field(
            key="severity",
            label=translate(mark("级别")),
            kind=FieldKind.CARDS,
            required=True,
            options=_severities(context),
            span=2,
        ),
        _choice("handler", mark("处理人"), people, required=True),
        *_further_fields(context, people),
    ]


def _people(context: PageContext) -> list[Option]:
    return [Option(int(each.id), each.name) for each in context.services.staff.people()]


def _further_fields(context: PageContext, people: list[Option]) -> list[Field]:
    """Give the fields that few complaints need."""
    first = translate(mark("选择"))
    return [
        _choice("demand", mark("诉求"), options(DEMAND_LABELS, first=first)),
        _class_field(context, Axis.CAUSE, mark("投诉原因")),
        _choice("accused", mark("涉及员工"), [Option(0, first), *people]),
        Field(key="amount", label=translate(mark("涉及金额（元）")), kind=FieldKind.MONEY),
        Field(key="received", label=translate(mark("受理时间")), kind=FieldKind.MOMENT),
        Field(
            key="on_the_spot",
            label=translate(mark("已现场解决，直接结案")),
            kind=FieldKind.CHECK,
            span=2,
        ),
        _choice("outcome", mark("处理结果"), options(OUTCOME_LABELS, first=first)),
        Field(
            key="satisfaction",
            label=translate(mark("满意度")),
            kind=FieldKind.SEGMENTED,
            options=[Option(n, str(n)) for n in range(1, 6)],
        ),
    ]


def starting_values(context: PageContext) -> dict[str, object]:
    """Give what most complaints have: at the counter, now, in one's own hands."""
    return {
        "channel": "counter",
        "category": "other",
        "cause": "other",
        "severity": Severity.GENERAL.value,
        "handler": int(context.services.actor.staff_id),
        "received": context.clock.business_now().replace(second=0, microsecond=0),
        "satisfaction": 5,
    }


def draft_from(values: Mapping[str, object], name: str) -> ComplaintDraft:
    """Give the draft that the fields make; `name` is of somebody who is not in the book."""
    customer, handler = number(values, "customer"), number(values, "handler")
    accused, received = number(values, "accused"), values.get("received")
    is_solved = bool(values.get("on_the_spot"))
    return ComplaintDraft(
        customer_id=None if customer is None else CustomerId(customer),
        complainant_name=name,
        complainant_phone=text(values, "phone"),
        subject=text(values, "subject"),
        text=text(values, "text"),
        category=text(values, "category"),
        cause=text(values, "cause"),
        channel=text(values, "channel"),
        demand=choice(Demand, values, "demand"),
        amount_cents=number(values, "amount"),
        received_at=received if isinstance(received, datetime) else None,
        severity=choice(Severity, values, "severity") or Severity.GENERAL,
        handler_id=None if handler is None else StaffId(handler),
        accused_id=StaffId(accused) if accused else None,
        on_the_spot=is_solved,
        finding=_solved(values) if is_solved else Finding(),
    )


def _solved(values: Mapping[str, object]) -> Finding:
    return Finding(
        outcome=choice(Outcome, values, "outcome"), satisfaction=number(values, "satisfaction")
    )


def _class_field(context: PageContext, axis: Axis, label: str) -> Field:
    taxonomy = context.services.complaints.taxonomy()
    is_english = context.theme.language == "en"
    offered = [
        Option(each.code, each.english if is_english else each.label)
        for each in taxonomy.offered(axis)
    ]
    return _choice(axis.value, label, offered, required=axis is not Axis.CAUSE)


def _choice(
    key: str, label: str, offered: "list[Option] | tuple[Option, ...]", *, required: bool = False
) -> Field:
    return Field(
        key=key,
        label=translate(label),
        kind=FieldKind.CHOICE,
        options=tuple(offered),
        required=required,
    )


def _severities(context: PageContext) -> list[Option]:
    days = context.services.complaints.answer_workdays()
    words = translate(mark("{days} 个工作日内答复"))
    return [
        Option(severity.value, translate(label), help=words.format(days=days[severity]))
        for severity, label in SEVERITY_LABELS.items()
    ]
