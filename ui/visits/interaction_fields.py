"""The fields of the panel that logs a contact, and what they say."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.interaction import LONGEST_NOTE, InteractionDraft
from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.visit import VisitDraft
from branchcrm.domain.wording import mark
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate
from ui.visits.contact_words import (
    channel_options,
    day_of_choice,
    direction_options,
    mood_options,
    next_day_options,
    result_options,
)
from ui.visits.customer_picks import customer_picker

NEXT_FIELDS = ("next_time", "next_purpose")
_FIELD_OF = {"next_at": "next_date"}


def interaction_fields(context: PageContext) -> Sequence[Field]:
    """Give the fields in reading order."""
    return (
        Field(
            key="customer",
            label=translate(mark("客户")),
            kind=FieldKind.CUSTOM,
            required=True,
            span=2,
            editor=customer_picker(context),
        ),
        Field(
            key="kind",
            label=translate(mark("方式")),
            kind=FieldKind.SEGMENTED,
            options=channel_options(),
            span=2,
        ),
        Field(key="at", label=translate(mark("时间")), kind=FieldKind.MOMENT),
        Field(
            key="direction",
            label=translate(mark("方向")),
            kind=FieldKind.SEGMENTED,
            options=direction_options(Channel.PHONE),
        ),
        *_content_fields(),
        *_next_fields(context),
    )


def _content_fields() -> Sequence[Field]:
    return (
        Field(
            key="result",
            label=translate(mark("结果")),
            kind=FieldKind.CHIPS,
            required=True,
            options=result_options(Channel.PHONE),
            span=2,
        ),
        Field(
            key="note",
            label=translate(mark("要点")),
            kind=FieldKind.MULTILINE,
            required=True,
            max_length=LONGEST_NOTE,
            lines=4,
            span=2,
        ),
        Field(
            key="need",
            label=translate(mark("需求")),
            placeholder=translate(mark("如 到期续作、贷款")),
        ),
        Field(
            key="mood",
            label=translate(mark("情绪")),
            kind=FieldKind.CHOICE,
            options=mood_options(),
        ),
    )


def _next_fields(context: PageContext) -> Sequence[Field]:
    return (
        Field(
            key="next_day",
            label=translate(mark("下一步：安排回访")),
            kind=FieldKind.CHIPS,
            options=next_day_options(context.formats),
            span=2,
        ),
        Field(
            key="next_date",
            label=translate(mark("日期")),
            kind=FieldKind.DATE,
            leaning=Leaning.FUTURE,
            span=2,
        ),
        Field(
            key="next_time",
            label=translate(mark("时间")),
            kind=FieldKind.TIME,
            placeholder=translate(mark("不限")),
        ),
        Field(key="next_purpose", label=translate(mark("事由"))),
    )


def interaction_draft_of(values: Mapping[str, object]) -> InteractionDraft:
    """Give what the panel says about the contact."""
    at = values["at"]
    return InteractionDraft(
        kind=str(values["kind"]),
        at=f"{at:%Y-%m-%d %H:%M}" if isinstance(at, datetime) else "",
        direction=str(values["direction"] or ""),
        result=str(values["result"] or ""),
        note=str(values["note"] or ""),
        need=str(values["need"] or ""),
        mood=str(values["mood"] or ""),
    )


def next_visit_of(values: Mapping[str, object], today: date) -> VisitDraft | None:
    """Give the next visit that the panel plans, or None."""
    choice = values["next_day"]
    if choice in (None, "none"):
        return None
    day, at = day_of_choice(choice, today, values["next_date"]), values["next_time"]
    when = "" if day is None else day.isoformat()
    if when and isinstance(at, time):
        when = f"{when} {at:%H:%M}"
    return VisitDraft(at=when, purpose=str(values["next_purpose"] or ""), kind=str(values["kind"]))


def with_field_names(error: InvalidDraftError) -> InvalidDraftError:
    """Give a refusal with the names that the panel's fields have."""
    return InvalidDraftError(
        [
            FieldError(_FIELD_OF.get(problem.field, problem.field), problem.reason)
            for problem in error.problems
        ]
    )
