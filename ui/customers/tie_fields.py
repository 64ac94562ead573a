"""The part of a fresh customer's form that is kept beside the facts: referrer, tags, consents."""

from collections.abc import Mapping, Sequence

from branchcrm.domain.consent import CONSENT_CHANNELS
from branchcrm.domain.contact_channel import CHANNEL_LABELS, Channel
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.ties import Ties
from branchcrm.domain.wording import mark
from ui.customers.record_form import text_of
from ui.kit.choices import Option
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate
from ui.visits.customer_picks import customer_picker

REFERRER, TAGS, CHANNELS, EVIDENCE = "referrer", "tags", "channels", "evidence"
BEFORE = "source"
NOTHING: dict[str, object] = {REFERRER: None, TAGS: (), CHANNELS: (), EVIDENCE: ""}


def with_tie_fields(context: PageContext, fields: Sequence[Field]) -> list[Field]:
    """Put the fields behind the source of a customer."""
    place = [field.key for field in fields].index(BEFORE) + 1
    return [*fields[:place], *_tie_fields(context), *fields[place:]]


def _tie_fields(context: PageContext) -> list[Field]:
    channels = [Option(one, translate(CHANNEL_LABELS[one])) for one in CONSENT_CHANNELS]
    return [
        Field(
            key=REFERRER,
            label=translate(mark("介绍人")),
            kind=FieldKind.CUSTOM,
            editor=customer_picker(context),
        ),
        Field(
            key=TAGS,
            label=translate(mark("标签")),
            kind=FieldKind.TAGS,
            placeholder=translate(mark("输入后按回车")),
        ),
        Field(
            key=CHANNELS,
            label=translate(mark("联系授权")),
            kind=FieldKind.CHIPS,
            is_multiple=True,
            options=channels,
            help=translate(mark("客户签署后选中，可随时撤回")),
        ),
        Field(
            key=EVIDENCE,
            label=translate(mark("凭证")),
            required=True,
            placeholder=translate(mark("如：2026-01-08 柜面签署授权书")),
        ),
    ]


def ties_of(values: Mapping[str, object]) -> Ties:
    """Give what the fields hold."""
    referrer = values[REFERRER]
    return Ties(
        referrer=CustomerId(referrer) if isinstance(referrer, int) else None,
        tags=_texts(values[TAGS]),
        channels=tuple(Channel(one) for one in _texts(values[CHANNELS])),
        evidence=text_of(values[EVIDENCE]),
    )


def ties_kept(context: PageContext, draft: Mapping[str, object]) -> dict[str, object]:
    """Give an unfinished form without a referrer who is gone since."""
    kept = dict(draft)
    referrer = kept.get(REFERRER)
    try:
        if isinstance(referrer, int):
            context.services.customers.get(CustomerId(referrer))
    except NotFoundError:
        del kept[REFERRER]
    return kept


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def show_evidence(form: Form) -> None:
    """Ask for the evidence once a channel is chosen."""
    form.set_shown(EVIDENCE, is_shown=bool(form.value(CHANNELS)))
