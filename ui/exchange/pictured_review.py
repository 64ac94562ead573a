"""Invents the changes of a returned workbook for the picture of its dialog."""

from collections.abc import Sequence

from branchcrm.domain.customer import FIELD_LABELS
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.three_way import CellState
from branchcrm.services.locked_review import CellPlace, ChangedCell, Review
from ui.kit.page import PageContext

CONFLICTS = 2


def invented_review(context: PageContext, ids: Sequence[int]) -> Review:
    """Let the file say of every customer what the book says of the next one."""
    people = [context.services.customers.get(CustomerId(number)) for number in ids]
    review = Review(rows=len(people) * 5, unchanged=len(people) * 4)
    for place, (one, other) in enumerate(zip(people, people[1:] + people[:1], strict=True)):
        is_clash = place < CONFLICTS
        review.cells.append(
            ChangedCell(
                place=CellPlace(int(one.id), "source"),
                row=place + 2,
                code=one.code,
                name=one.name,
                label=FIELD_LABELS["source"],
                state=CellState.CONFLICT if is_clash else CellState.CHANGED,
                base="" if is_clash else one.facts.source,
                file=other.facts.source,
                book=one.facts.source,
            )
        )
    return review
