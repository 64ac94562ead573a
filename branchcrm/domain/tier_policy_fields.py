"""Reads the fields of a rule file one by one and keeps every problem for one message."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_measure import Measure, blocked_label
from branchcrm.domain.tier_policy import MONEY_UNITS, Period
from branchcrm.domain.wording import listed, mark, say

_MISSING = object()
_MOST = 10**15
_FINEST = -12
"""Numbers beyond a quadrillion or with more than twelve decimals are no figures of a rule."""


class PolicyFields:
    """The fields of one JSON object; wrong ones are noted and replaced by a stand-in."""

    def __init__(
        self, source: object, problems: list[FieldError] | None = None, path: str = ""
    ) -> None:
        """Look at an object of the document; parts share their parent's list of problems."""
        self._problems: list[FieldError] = [] if problems is None else problems
        self._path = path
        self._values: dict[str, object] = {}
        if isinstance(source, dict):
            self._values = {str(key): value for key, value in source.items()}
        else:
            self._refuse_source()

    def _refuse_source(self) -> None:
        reason = (
            say(mark("“{field}”应是一组“名称: 值”"), field=self._path.rstrip("."))
            if self._path
            else say(mark("规则文件应是一个 JSON 对象"))
        )
        self._problems.append(FieldError(self._path or "policy", reason))

    def refuse(self, name: str, source: str, value: object) -> None:
        """Note a problem with a field; the sentence may use field, value and units."""
        reason = say(
            source, field=self._path + name, value=_shown(value), units=listed(MONEY_UNITS)
        )
        self._problems.append(FieldError(self._path + name, reason))

    def finish(self) -> None:
        """Refuse the document if any problem was noted.

        Raises:
            InvalidDraftError: with every problem.
        """
        if self._problems:
            raise InvalidDraftError(self._problems)

    def refuse_unknown(self, known: frozenset[str]) -> None:
        """Note every field that the rule has no place for, and blocked inputs by their name."""
        for name in self._values:
            if name in known:
                continue
            if blocked_label(name):
                self._refuse_blocked(name)
            else:
                self.refuse(name, mark("规则文件里的“{field}”不认识"), None)

    def _refuse_blocked(self, name: str) -> None:
        label = say(blocked_label(name) or name)
        self._problems.append(
            FieldError(
                self._path + name,
                say(mark("为了公正，“{label}”不能进入分层规则"), label=label),
            )
        )

    def has(self, name: str) -> bool:
        """Tell whether the field is written."""
        return name in self._values

    def _value(self, name: str, fallback: object) -> object:
        value = self._values.get(name)
        if value is not None:
            return value
        if fallback is _MISSING:
            self.refuse(name, mark("缺少“{field}”"), None)
        return fallback

    def choice(self, name: str, known: Sequence[str], fallback: object = _MISSING) -> str:
        """Read one of several words."""
        value = self._value(name, fallback)
        if isinstance(value, str) and value in known:
            return value
        if value is not _MISSING:
            words = listed(known)
            reason = say(
                mark("“{field}”应是 {words} 之一，现在是“{value}”"),
                field=self._path + name,
                words=words,
                value=_shown(value),
            )
            self._problems.append(FieldError(self._path + name, reason))
        return known[0]

    def measure(self, name: str) -> Measure:
        """Read the name of a figure that a rule may use."""
        value = self._value(name, _MISSING)
        if isinstance(value, str):
            if value in tuple(Measure):
                return Measure(value)
            if blocked_label(value):
                self._refuse_blocked(value)
                return Measure.AMOUNT
        if value is not _MISSING:
            known = listed(Measure)
            reason = say(
                mark("规则不认识“{value}”，可以用的有 {known}"), value=_shown(value), known=known
            )
            self._problems.append(FieldError(self._path + name, reason))
        return Measure.AMOUNT

    def word(self, name: str, fallback: str) -> str:
        """Read a text."""
        value = self._value(name, fallback)
        if isinstance(value, str):
            return value
        self.refuse(name, mark("“{field}”应是文字，现在是“{value}”"), value)
        return fallback

    def words(self, name: str) -> list[str]:
        """Read a list of texts; a single text is a list of one."""
        value = self._value(name, [])
        if isinstance(value, str):
            return [value]
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return list(value)
        self.refuse(name, mark("“{field}”应是文字的列表"), value)
        return []

    def number(self, name: str, fallback: object = _MISSING) -> Decimal:
        """Read a number, exactly as it is written."""
        value = self._value(name, fallback)
        if value is _MISSING:
            return Decimal(0)
        number = _decimal(value)
        if number is None:
            self.refuse(name, mark("“{field}”应是数字，现在是“{value}”"), value)
            return Decimal(0)
        return number

    def whole(self, name: str, fallback: object = _MISSING) -> int:
        """Read a whole number."""
        number = self.number(name, fallback)
        if number % 1:
            self.refuse(name, mark("“{field}”应是整数，现在是“{value}”"), number)
        return int(number)

    def numbers(self, name: str) -> list[Decimal]:
        """Read a list of numbers."""
        value = self._value(name, _MISSING)
        if value is _MISSING:
            return []
        found = [_decimal(part) for part in value] if isinstance(value, list) else [None]
        if any(number is None for number in found):
            self.refuse(name, mark("“{field}”应是数字的列表"), value)
        return [number for number in found if number is not None]

    def tiers(self, name: str) -> list[Tier]:
        """Read a list of tiers."""
        value = self._value(name, _MISSING)
        if value is _MISSING:
            return []
        known = tuple(Tier)
        if isinstance(value, list) and all(part in known for part in value):
            return [Tier(part) for part in value]
        self.refuse(name, mark("“{field}”应是 high、mid、low 的列表"), value)
        return []

    def part(self, name: str, *, required: bool = True) -> "PolicyFields":
        """Read an object within the object."""
        value = self._value(name, _MISSING if required else {})
        return PolicyFields(
            {} if value is _MISSING else value, self._problems, f"{self._path}{name}."
        )

    def parts(self, name: str) -> "Iterator[PolicyFields]":
        """Read a list of objects."""
        value = self._value(name, _MISSING)
        if not isinstance(value, list):
            if value is not _MISSING:
                self.refuse(name, mark("“{field}”应是列表"), value)
            return
        for number, part in enumerate(value, start=1):
            yield PolicyFields(part, self._problems, f"{self._path}{name}[{number}].")

    def period(self) -> Period:
        """Read how often tiers are reviewed."""
        return Period(self.choice("period", tuple(Period), Period.MONTH))

    def day(self, name: str) -> date | None:
        """Read a date, or nothing where it is not written."""
        value = self._values.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.refuse(name, mark("“{field}”应是 2026-07-01 这样的日期，现在是“{value}”"), value)
            return None


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    is_usable = number.is_finite() and abs(number) <= _MOST and _exponent(number) >= _FINEST
    return number if is_usable else None


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - one readable line
