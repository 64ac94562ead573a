"""The fields that several steps of a complaint share."""

from datetime import date

from branchcrm.domain.complaint_kind import (
    LEVEL_LABELS,
    LIABILITY_LABELS,
    OUTCOME_LABELS,
    SEVERITY_LABELS,
)
from branchcrm.domain.complaint_taxonomy import Axis
from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.wording import mark
from ui.complaints.form_plan import Values, options
from ui.kit.choices import Option
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate

ANSWER_LENGTH = 500
NOTE_LENGTH = 500
_CHOOSE = mark("选择")
_NOTE = mark("备注")


def answer_fields() -> tuple[Field, ...]:
    """Give the fields of the answer."""
    first = translate(_CHOOSE)
    return (
        Field(
            key="answer",
            label=translate(mark("答复内容")),
            kind=FieldKind.MULTILINE,
            required=True,
            max_length=ANSWER_LENGTH,
            lines=5,
            span=3,
        ),
        Field(
            key="liability",
            label=translate(mark("责任认定")),
            kind=FieldKind.CHOICE,
            required=True,
            options=options(LIABILITY_LABELS, first=first),
        ),
        Field(
            key="outcome",
            label=translate(mark("处理结果")),
            kind=FieldKind.CHOICE,
            required=True,
            options=options(OUTCOME_LABELS, first=first),
        ),
        channel_field(),
        Field(key="compensation", label=translate(mark("补偿金额（元）")), kind=FieldKind.MONEY),
    )


def channel_field() -> Field:
    """Give the field that says how the customer was told."""
    return Field(
        key="channel",
        label=translate(mark("告知方式")),
        kind=FieldKind.CHOICE,
        options=options(CHANNEL_LABELS),
    )


def note_field(label: str = "") -> Field:
    """Give a field for a few words."""
    return Field(
        key="note",
        label=label or translate(_NOTE),
        kind=FieldKind.MULTILINE,
        max_length=NOTE_LENGTH,
        lines=2,
        span=3,
    )


def day_in(values: Values, key: str) -> date | None:
    """Give a day that was entered, or nothing."""
    value = values.get(key)
    return value if isinstance(value, date) else None


def intake_fields(context: PageContext) -> tuple[Field, ...]:
    """Give the fields of the first look at a complaint."""
    taxonomy = context.services.complaints.taxonomy()
    is_english = context.theme.language == "en"

    def classes(axis: Axis) -> tuple[Option, ...]:
        return tuple(
            Option(each.code, each.english if is_english else each.label)
            for each in taxonomy.offered(axis)
        )

    return (
        Field(
            key="category",
            label=translate(mark("业务类别")),
            kind=FieldKind.CHOICE,
            options=classes(Axis.CATEGORY),
        ),
        Field(
            key="cause",
            label=translate(mark("投诉原因")),
            kind=FieldKind.CHOICE,
            options=classes(Axis.CAUSE),
        ),
        Field(
            key="severity",
            label=translate(mark("级别")),
            kind=FieldKind.SEGMENTED,
            options=options(SEVERITY_LABELS),
        ),
        Field(
            key="level",
            label=translate(mark("复杂程度")),
            kind=FieldKind.SEGMENTED,
            options=options(LEVEL_LABELS),
            help=translate(mark("决定规定期限；特别复杂要补登批准和告知")),
        ),
        note_field(),
    )
