"""What some rows say of customers, column by column, and the careful look at one row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Final

from branchcrm.domain.customer import CustomerFacts
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.issues import CellIssue

FACT_FIELDS: Final = tuple(one.name for one in fields(CustomerFacts))
FIGURE_FIELDS: Final = ("amount_12m", "balance", "last_trade_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCandidate:
    """What one row says of a customer; `facts` is None where the row is rejected."""

    number: int
    facts: CustomerFacts | None
    manager: str = ""
    figures: dict[str, int | datetime] = field(default_factory=dict)
    issues: list[CellIssue] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class CustomerColumns:
    """What some rows say: the fields of facts by column, where None says nothing.

    The `refused` rows have no facts; `issues` holds what was found, by place of the row.
    """

    rows: Sequence[SheetRow]
    facts: dict[str, list[Any]]
    managers: Sequence[str | None]
    figures: Mapping[str, Sequence[int | datetime | None]]
    issues: dict[int, list[CellIssue]]
    refused: set[int]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __getitem__(self, place: int) -> CustomerCandidate:
        """Give what one row says."""
        return CustomerCandidate(
            number=self.rows[place].number,
            facts=None if place in self.refused else self.facts_at(place),
            manager=self.managers[place] or "",
            figures=self.figures_at(place),
            issues=self.issues.get(place, []),
        )

    def __iter__(self) -> Iterator[CustomerCandidate]:
        """Give what every row says."""
        return map(self.__getitem__, range(len(self)))

    def figures_at(self, place: int) -> dict[str, int | datetime]:
        """Give the figures that one row reports."""
        return {
            measure: value
            for measure, column in self.figures.items()
            if (value := column[place]) is not None
        }

    def facts_at(self, place: int) -> CustomerFacts:
        """Give the facts of one row."""
        said = {
            name: value
            for name, column in self.facts.items()
            if (value := column[place]) is not None
        }
        return CustomerFacts(**said)

    def set_facts(self, place: int, facts: CustomerFacts) -> None:
        """Put the facts of one row in the place of what its cells say at a glance."""
        for name in FACT_FIELDS:
            value = getattr(facts, name)
            column = self.facts.get(name)
            if column is None:
                if value in (None, "", (), {}):
                    continue
                column = self.facts[name] = [None] * len(self)
            column[place] = value
