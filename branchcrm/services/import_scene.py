"""What every part of one import works with."""

from collections.abc import Callable
from dataclasses import dataclass

from branchcrm.data.reading import Reading
from branchcrm.domain.customer import CustomerFacts
from branchcrm.domain.ids import BranchId
from branchcrm.services.customer_matching import Match
from branchcrm.services.import_staff import NamedStaff
from branchcrm.services.import_tally import Tally
from branchcrm.services.import_terms import ImportRequest, RowPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A row whose customer is known, as a person decides about it.

    `first_row` is the row of the file that brings the customer, 0 where the book has it.
    """

    place: RowPlace
    match: Match
    kept: CustomerFacts
    offered: CustomerFacts
    manager: str = ""
    first_row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportScene:
    """The operation, what was asked, and where counts and people are kept."""

    work: Reading
    branch_id: BranchId
    request: ImportRequest
    file_name: str
    tally: Tally
    staff: NamedStaff
    on_duplicate: Callable[[Duplicate], None] | None = None
