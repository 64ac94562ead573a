"""Whom a change to many leaves alone, and why."""

from dataclasses import dataclass, field

from branchcrm.domain.wording import Sentence, mark

IN_BIN = mark("在回收站里")
LONGEST_LIST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Why some customers are left alone, how many, and a few of them."""

    reason: Sentence
    count: int
    names: tuple[str, ...]


@dataclass(slots=True)
class LeftOutTally:
    """Counts those who are left alone by their reason."""

    _found: dict[str, tuple[Sentence, int, list[str]]] = field(default_factory=dict)

    def take(self, name: str, reason: Sentence) -> None:
        """Count a customer."""
        key = reason.text()
        known, count, names = self._found.get(key, (reason, 0, []))
        if len(names) < LONGEST_LIST:
            names.append(name)
        self._found[key] = (known, count + 1, names)

    def found(self) -> tuple[LeftOut, ...]:
        """Give the reasons in the order in which they came up."""
        return tuple(
            LeftOut(reason=reason, count=count, names=tuple(names))
            for reason, count, names in self._found.values()
        )
