"""Checks what a form or a command says about a customer's own fields, all of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from branchcrm.domain.customer import KIND_LABELS, CustomerKind, OwnValue, OwnValues
from branchcrm.domain.errors import FieldError
from branchcrm.domain.own_field import OwnField
from branchcrm.domain.own_value import not_of_kind, own_text, read_own
from branchcrm.domain.wording import say


@dataclass(slots=True)
class OwnCheck:
    """One check of the texts: what must be changed, what should be looked at, the values."""

    fields: Sequence[OwnField]
    kept: OwnValues
    today: date
    problems: list[FieldError] = field(default_factory=list)
    doubts: list[FieldError] = field(default_factory=list)

    def values(self, texts: Mapping[str, str], kind: CustomerKind) -> dict[str, OwnValue]:
        """Give the values afterwards; a field without a text stays as it is."""
        values = dict(self.kept)
        for one in self.fields:
            text = texts.get(one.key)
            if text is None or (text == own_text(one, self.kept.get(one.key)) and text):
                continue
            value = self._read(one, text.strip(), kind)
            values.pop(one.key, None)
            if value is not None:
                values[one.key] = value
        return values

    def _read(self, one: OwnField, text: str, kind: CustomerKind) -> OwnValue | None:
        if not one.is_of(kind):
            if text:
                reason = not_of_kind(one, say(KIND_LABELS[kind]))
                self.problems.append(FieldError(one.key, reason))
            return self.kept.get(one.key)
        outcome = read_own(one, text, self.today, self.kept.get(one.key))
        if outcome.reason is not None:
            found = FieldError(one.key, outcome.reason)
            (self.problems if outcome.is_refused else self.doubts).append(found)
        elif outcome.value is None and one.is_required:
            reason = say("填写{field}后才能保存", field=one.name)
            self.problems.append(FieldError(one.key, reason))
        return outcome.value
