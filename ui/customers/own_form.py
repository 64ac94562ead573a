"""The branch's own fields on the form of a customer: editors, values in and out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from typing_extensions import override

from branchcrm.domain.customer import CustomerKind
from branchcrm.domain.own_field import OwnField, OwnKind
from branchcrm.domain.own_value import LONGEST_LINK, LONGEST_TEXT, own_text, read_own
from branchcrm.domain.wording import mark
from ui.kit.choices import Option
from ui.kit.form_field import Editor, Field, FieldKind
from ui.kit.labels import rule
from ui.kit.translation import translate

OWN_GROUP = "own_group"
_KINDS = {
    OwnKind.MONEY: FieldKind.MONEY,
    OwnKind.DAY: FieldKind.DATE,
    OwnKind.CHOICE: FieldKind.CHOICE,
    OwnKind.FLAG: FieldKind.CHOICE,
}
_LENGTHS = {OwnKind.TEXT: LONGEST_TEXT, OwnKind.LINK: LONGEST_LINK}
_HINTS = {OwnKind.NUMBER: mark("数字"), OwnKind.LINK: "https://"}


class _GroupLine(Editor):
    """The line under the name of the group; it holds nothing."""

    def __init__(self) -> None:
        super().__init__(rule())

    @override
    def value(self) -> object:
        return None

    @override
    def set_value(self, value: object) -> None:
        """Show nothing."""


def own_form_fields(fields: Sequence[OwnField], texts: Mapping[str, str]) -> list[Field]:
    """Give an editor for each field; the texts tell which former choice is still held."""
    if not fields:
        return []
    words = translate(mark("自定义字段"))
    group = Field(key=OWN_GROUP, label=words, kind=FieldKind.CUSTOM, span=2, editor=_GroupLine)
    return [group, *(_field(one, texts.get(one.key, "")) for one in fields)]


def own_options(field: OwnField, held: str = "") -> list[Option]:
    """Give what can be chosen in a field, with a former choice that is held."""
    if field.kind is OwnKind.FLAG:
        return [Option(one.key, translate(one.text)) for one in field.offered]
    texts = [one.text for one in field.offered]
    if held and held not in texts:
        texts.append(held)
    return [Option(text, text) for text in texts]


def _field(field: OwnField, held: str) -> Field:
    options = own_options(field, held) if field.has_choices else []
    return Field(
        key=field.key,
        label=field.name,
        kind=_KINDS.get(field.kind, FieldKind.TEXT),
        required=field.is_required,
        placeholder=translate(_HINTS.get(field.kind, "")),
        max_length=_LENGTHS.get(field.kind, 0),
        options=[Option("", translate(mark("未填写"))), *options] if field.has_choices else (),
    )


def own_shown(
    fields: Iterable[OwnField], texts: Mapping[str, str], today: date
) -> dict[str, object]:
    """Give what the editors show for the texts of a draft."""
    shown: dict[str, object] = {}
    for one in fields:
        text = texts.get(one.key, "")
        typed = one.kind in (OwnKind.MONEY, OwnKind.DAY)
        shown[one.key] = read_own(one, text, today).value if typed else text
    return shown


def own_typed(fields: Iterable[OwnField], values: Mapping[str, object]) -> dict[str, str]:
    """Give the texts of a draft from what the editors hold."""
    texts: dict[str, str] = {}
    for one in fields:
        value = values.get(one.key)
        is_typed = isinstance(value, date | int) and one.kind in (OwnKind.MONEY, OwnKind.DAY)
        texts[one.key] = own_text(one, value) if is_typed else str(value or "")  # type: ignore[arg-type]  # as asked
    return texts


def own_shown_keys(fields: Sequence[OwnField], kind: CustomerKind) -> dict[str, bool]:
    """Tell of each field, and of the line over them, whether a kind of customer has it."""
    shown = {one.key: one.is_of(kind) for one in fields}
    return shown | ({OWN_GROUP: any(shown.values())} if fields else {})


def own_kept(fields: Iterable[OwnField], draft: Mapping[str, object]) -> dict[str, object]:
    """Give an unfinished form as the editors take it: days come back from their texts."""
    days = {one.key for one in fields if one.kind is OwnKind.DAY}
    return {
        key: date.fromisoformat(value) if key in days and isinstance(value, str) else value
        for key, value in draft.items()
    }
