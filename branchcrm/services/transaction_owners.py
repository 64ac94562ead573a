"""Finds the customers of imported transactions, and creates those that the book does not know."""

from collections.abc import Iterable, Sequence

from branchcrm.data.unit_of_work import Work
from branchcrm.domain.customer import CustomerFacts, CustomerKind
from branchcrm.domain.identity_document import DocumentKind
from branchcrm.domain.ids import BranchId
from branchcrm.domain.names import is_company_name
from branchcrm.domain.wording import Sentence, say
from branchcrm.exchange.transaction_rows import TransactionCandidate
from branchcrm.services.customer_batch import CustomerBatch

Owner = tuple[str, str, str, str]


class TransactionOwners:
    """The customers of a file's transactions by what the lines say of them."""

    def __init__(self, work: Work, branch_id: BranchId) -> None:
        """Create into the operation."""
        self._work = work
        self._branch_id = branch_id
        self._batch = CustomerBatch(work, branch_id)
        self._asks_book = work.imports.has_customers()
        self._ids: dict[Owner, int] = {}
        self._refused: dict[Owner, tuple[str, Sentence]] = {}
        self.created: set[int] = set()

    def prepare(self, lines: Sequence[TransactionCandidate]) -> None:
        """Find or create the customers of a batch of lines."""
        unknown = [
            line
            for line in {owner_of(line): line for line in lines}.values()
            if owner_of(line) not in self._ids and owner_of(line) not in self._refused
        ]
        if not unknown:
            return
        if self._asks_book or self.created:
            self._find(unknown)
        for line in unknown:
            owner = owner_of(line)
            if owner not in self._ids and owner not in self._refused:
                self._create(line)
        self._batch.write()

    def id_of(self, line: TransactionCandidate) -> int | None:
        """Give the customer of a line that was prepared."""
        return self._ids.get(owner_of(line))

    def refusal(self, line: TransactionCandidate) -> tuple[str, Sentence]:
        """Give the code and the reason why a line has no customer."""
        return self._refused[owner_of(line)]

    def _find(self, lines: Sequence[TransactionCandidate]) -> None:
        book = self._work.imports
        codes = book.by_codes(_filled(line.customer_code for line in lines), self._branch_id)
        numbers = book.by_id_numbers(_filled(line.id_number for line in lines))
        phones = book.by_phones(_filled(line.customer_phone for line in lines))
        for line in lines:
            found = codes.get(line.customer_code)
            if found is not None and found[1]:
                reason = say("客户 {code} 在回收站里，先恢复再导入", code=line.customer_code)
                self._refused[owner_of(line)] = ("customer_removed", reason)
                continue
            number = found[0] if found is not None else numbers.get(line.id_number)
            if number is None and not line.customer_code:
                number = phones.get((line.customer_name, line.customer_phone))
            if number is not None:
                self._ids[owner_of(line)] = number

    def _create(self, line: TransactionCandidate) -> None:
        if not (line.customer_code or line.id_number or line.customer_phone):
            reason = say("账本里没有能对上“{name}”的客户，补上客户编号", name=line.customer_name)
            self._refused[owner_of(line)] = ("customer_unknown", reason)
            return
        name = line.customer_name or line.customer_code or line.customer_phone or line.id_number
        is_company = is_company_name(name)
        facts = CustomerFacts(
            kind=CustomerKind.ENTERPRISE if is_company else CustomerKind.PERSON,
            name=name,
            code=line.customer_code,
            phone=line.customer_phone,
            id_type=DocumentKind.ID_CARD if line.id_number else None,
            id_number=line.id_number,
        )
        number = self._batch.create(facts)
        self._ids[owner_of(line)] = number
        self.created.add(number)


def owner_of(line: TransactionCandidate) -> Owner:
    """Give what a line says of its customer: the number alone where there is one."""
    if line.customer_code:
        return (line.customer_code, "", "", "")
    if line.id_number:
        return ("", line.id_number, "", "")
    return ("", "", line.customer_name, line.customer_phone)


def _filled(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]
