"""What a form of a case asks and does; steps and dialogs are plans of one shape."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from branchcrm.domain.changes import Changes
from ui.kit.choices import Option
from ui.kit.form_field import Field
from ui.kit.translation import translate

Values = Mapping[str, object]
E = TypeVar("E", bound=Enum)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAction:
    """A second thing that can be done with what the form holds."""

    text: str
    save: Callable[[Values], Changes]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlan:
    """Fields, their starting values, and the action that takes them.

    `notice` is a kind of notice and its words; `note` stands beside the buttons.
    `blocked` says why the action cannot be taken now.
    """

    key: str
    action: str
    save: Callable[[Values], Changes]
    title: str = ""
    fields: tuple[Field, ...] = ()
    values: Values = field(default_factory=dict)
    columns: int = 3
    note: str = ""
    notice: tuple[str, str] | None = None
    others: tuple[OtherAction, ...] = ()
    blocked: str = ""


def options(labels: Mapping[E, str], *, first: str = "") -> tuple[Option, ...]:
    """Give choices with their words; `first` stands for none yet."""
    listed = tuple(Option(key.value, translate(label)) for key, label in labels.items())
    return (Option("", first), *listed) if first else listed


def text(values: Values, key: str) -> str:
    """Give what was typed, or nothing."""
    value = values.get(key)
    return "" if value is None else str(value).strip()


def choice(kind: type[E], values: Values, key: str) -> E | None:
    """Give what was chosen, or nothing."""
    value = values.get(key)
    return None if value in (None, "") else kind(value)


def number(values: Values, key: str) -> int | None:
    """Give a whole number, or nothing."""
    value = values.get(key)
    return int(value) if isinstance(value, int) else None
