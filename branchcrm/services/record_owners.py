"""Finds the customers of imported records, and creates those that the book does not know."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from branchcrm.data.reading import Reading
from branchcrm.domain.birthday import Birthday
from branchcrm.domain.customer import CustomerFacts, CustomerKind
from branchcrm.domain.identity_document import DocumentKind
from branchcrm.domain.ids import BranchId
from branchcrm.domain.names import is_company_name
from branchcrm.domain.wording import Sentence, say
from branchcrm.exchange.cell_values import is_company_code
from branchcrm.exchange.said_owner import KnownBy, SaidOwner
from branchcrm.services.customer_batch import CustomerBatch
from branchcrm.services.customer_matching import name_key


class RecordOwners:
    """The customers of a file's records by what the rows say of them."""

    def __init__(self, work: Reading, branch_id: BranchId, *, needs_code: bool = False) -> None:
        """Create into the operation; with `needs_code` only customers that have a code."""
        self._work = work
        self._branch_id = branch_id
        self._needs_code = needs_code
        self._batch = CustomerBatch(work, branch_id)
        self._asks_book = work.imports.has_customers()
        self._ids: dict[KnownBy, int] = {}
        self._refused: dict[KnownBy, tuple[str, Sentence]] = {}
        self.created: set[int] = set()

    def prepare(self, owners: Iterable[SaidOwner]) -> None:
        """Find or create the customers that a batch of rows names."""
        first: dict[KnownBy, SaidOwner] = {}
        for owner in owners:
            first.setdefault(owner.known_by, owner)
        unknown = [
            owner
            for known_by, owner in first.items()
            if known_by not in self._ids and known_by not in self._refused and not owner.is_empty
        ]
        if not unknown:
            return
        if self._asks_book or self.created:
            self._find(unknown)
        for owner in unknown:
            if owner.known_by not in self._ids and owner.known_by not in self._refused:
                self._create(owner)
        self._batch.write()

    def id_of(self, owner: SaidOwner) -> int | None:
        """Give the customer that was prepared."""
        return self._ids.get(owner.known_by)

    def refusal(self, owner: SaidOwner) -> tuple[str, Sentence]:
        """Give the code and the reason why a row has no customer."""
        return self._refused[owner.known_by]

    def is_removed(self, owner: SaidOwner) -> bool:
        """Tell whether the customer lies in the recycle bin."""
        return self._refused.get(owner.known_by, ("",))[0] == "customer_removed"

    def _find(self, owners: Sequence[SaidOwner]) -> None:
        book = self._work.imports
        codes = book.by_codes(_filled(one.code for one in owners), self._branch_id)
        id_numbers = _filled(one.id_number for one in owners)
        numbers = {**book.by_company_codes(id_numbers), **book.by_id_numbers(id_numbers)}
        phones = book.by_phones(_filled(one.phone for one in owners))
        of_phone: defaultdict[str, set[int]] = defaultdict(set)
        for (_, phone), number in phones.items():
            of_phone[phone].add(number)
        birthdays = self._birthdays(owners)
        for owner in owners:
            found = codes.get(owner.code)
            if found is not None and found[1]:
                reason = say("客户 {code} 在回收站里，先恢复再导入", code=owner.code)
                self._refused[owner.known_by] = ("customer_removed", reason)
                continue
            known = found[0] if found is not None else numbers.get(owner.id_number)
            if known is None and not owner.code:
                known = phones.get((owner.name, owner.phone))
                if known is None and not owner.name and len(of_phone[owner.phone]) == 1:
                    (known,) = of_phone[owner.phone]
                if known is None and owner.birthday is not None:
                    known = birthdays.get((owner.name, _day(owner.birthday)))
            if known is not None:
                self._ids[owner.known_by] = known

    def _birthdays(self, owners: Sequence[SaidOwner]) -> dict[tuple[str, tuple[object, ...]], int]:
        born = [
            (name_key(one.name), day.year, day.month, day.day)
            for one in owners
            if one.name and (day := one.birthday) is not None and day.year is not None
        ]
        return self._work.imports.by_birthdays(born)

    def _create(self, owner: SaidOwner) -> None:
        is_known_by_number = bool(owner.id_number or owner.phone) and not self._needs_code
        if not (owner.code or is_known_by_number):
            reason = say("账本里没有能对上“{name}”的客户，补上客户编号", name=owner.name)
            self._refused[owner.known_by] = ("customer_unknown", reason)
            return
        name = owner.name or owner.code or owner.phone or owner.id_number
        is_company = is_company_name(name) or is_company_code(owner.id_number)
        id_number = "" if is_company_code(owner.id_number) else owner.id_number
        facts = CustomerFacts(
            kind=CustomerKind.ENTERPRISE if is_company else CustomerKind.PERSON,
            name=name,
            code=owner.code,
            phone=owner.phone,
            birthday=owner.birthday,
            id_type=DocumentKind.ID_CARD if id_number else None,
            id_number=id_number,
            uscc="" if id_number else owner.id_number,
        )
        number = self._batch.create(facts, None)
        self._ids[owner.known_by] = number
        self.created.add(number)


def _day(birthday: Birthday) -> tuple[object, ...]:
    return (str(birthday.calendar), birthday.year, birthday.month, birthday.day)


def _filled(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]
