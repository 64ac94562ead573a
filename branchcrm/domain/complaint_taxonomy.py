"""The classes a branch sorts its complaints by: channel, business category and cause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from branchcrm.domain.errors import FieldError
from branchcrm.domain.wording import listed, say


class Axis(StrEnum):
    """One way of sorting complaints; names are also the fields of the draft."""

    CHANNEL = "channel"
    CATEGORY = "category"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintClass:
    """One class; its code is frozen once used, its labels may change.

    `weight` is the published share of complaints, which only invented data uses.
    """

    code: str
    label: str
    english: str
    std_code: str = ""
    is_retired: bool = False
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """The classes of one industry on every axis."""

    industry: str
    classes: Mapping[Axis, tuple[ComplaintClass, ...]]

    def offered(self, axis: Axis) -> tuple[ComplaintClass, ...]:
        """Give the classes that a form offers."""
        return tuple(each for each in self.classes[axis] if not each.is_retired)

    def find(self, axis: Axis, text: str) -> ComplaintClass | None:
        """Give the class with this code or label in either language, retired ones too."""
        wanted = _key(text)
        for each in self.classes[axis]:
            if wanted in {_key(each.code), _key(each.label), _key(each.english)}:
                return each
        return None

    def resolve(self, axis: Axis, text: str) -> str:
        """Give the code of a class that a form, command or file named.

        Raises:
            FieldError: no class has this code or label; the message lists them.
        """
        found = self.find(axis, text)
        if found is None:
            labels = listed(each.label for each in self.offered(axis))
            reason = say("没有“{text}”这一类，可用：{labels}", text=text, labels=labels)
            raise FieldError(axis.value, reason)
        return found.code

    def label(self, axis: Axis, code: str, *, is_english: bool = False) -> str:
        """Give what a code is called, or the code itself if it is no longer known."""
        found = self.find(axis, code)
        if found is None:
            return code
        return found.english if is_english else found.label


def taxonomy_from_json(industry: str, record: Mapping[str, Any]) -> Taxonomy:
    """Read the classes of one industry as the shipped table and the settings keep them."""
    return Taxonomy(
        industry=industry,
        classes={axis: tuple(_read_classes(record[axis.value])) for axis in Axis},
    )


def _read_classes(records: Iterable[Mapping[str, Any]]) -> Iterable[ComplaintClass]:
    for record in records:
        yield ComplaintClass(
            code=str(record["code"]),
            label=str(record["label"]),
            english=str(record["english"]),
            std_code=str(record.get("std_code", "")),
            is_retired=bool(record.get("is_retired", False)),
            weight=float(record.get("weight", 0)),
        )


def _key(text: str) -> str:
    return "".join(text.split()).casefold()
