"""What a user can do with customers: keep them, find them, list them, look at one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import (
    Customer,
    CustomerDraft,
    CustomerFilter,
    CustomerOrder,
    CustomerRow,
    OwnValues,
)
from branchcrm.domain.customer_check import CustomerCheck, facts_beside
from branchcrm.domain.errors import BranchCrmError, FieldError, NotFoundError
from branchcrm.domain.filter_field import FilterField
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.people import LinkKind
from branchcrm.domain.reveal import REASON_LABELS, SECRET_LABELS, RevealReason, SecretField
from branchcrm.domain.rights import Right
from branchcrm.domain.tier import Tier
from branchcrm.domain.ties import NO_TIES, Ties
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.reference.lunar import has_lunar_day
from branchcrm.reference.regions import is_known_region
from branchcrm.services.context import Context, requires
from branchcrm.services.customer_masks import draft_from, masked, with_kept_numbers

if TYPE_CHECKING:
    from array import array

    from branchcrm.data.reading import Reading
    from branchcrm.data.unit_of_work import Work

MANAGER_WORD = mark("客户经理")
REMOVED_ONE = mark("已删除{name}")
REMOVED_MANY = mark("已删除 {count} 位客户")
RESTORED_ONE = mark("已恢复{name}")
RESTORED_MANY = mark("已恢复 {count} 位客户")


class CodeTakenError(BranchCrmError):
    """Another customer of the branch has the code."""

    happened = mark("没有保存：客户编号 {code} 已经属于{name}")
    remedy = mark("换一个编号，或留空由程序编号")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerHit:
    """A customer that a search found, with the field and the text that matched."""

    row: CustomerRow
    matched_field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The best hits of a search and how many there are.

    Where there are more than were asked for, the total is one more than that.
    """

    total: int
    hits: tuple[CustomerHit, ...]


class CustomerService:
    """The use cases of the customer book."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def check(
        self, draft: CustomerDraft, customer_id: CustomerId | None = None
    ) -> tuple[FieldError, ...]:
        """Look a draft over while it is typed: what should be looked at.

        Raises:
            InvalidDraftError: something must be changed before it can be saved.
        """
        with self.context.read() as work:
            kept = {} if customer_id is None else work.own_values.of(customer_id)
            check = self._check(work, draft, kept)
        check.facts()
        return tuple(check.doubts)

    @requires(Right.EDIT_CUSTOMERS)
    def add(self, draft: CustomerDraft, ties: Ties = NO_TIES) -> Changes:
        """Create a customer, with referrer, tags and consents in the same operation.

        Raises:
            InvalidDraftError: something must be changed first.
            CodeTakenError: another customer has the code.
            NotFoundError: there is no such referrer.
            LinkRemovedError: the referrer is in the recycle bin.
        """
        with self.context.read() as work:
            check = self._check(work, _asked_of_all(work, draft))
            facts = facts_beside(check, ties.problems(self.context.clock.today()))
        with self.context.write("customer.add", say("新建客户{name}", name=facts.name)) as work:
            branch_id = self.context.actor.branch_id
            require_free_code(work, work.customers.holder_of(facts.code, branch_id), None)
            self._tie(work, work.customers.add(facts, branch_id, work.clock.now()), ties)
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def edit(self, customer_id: CustomerId, draft: CustomerDraft) -> Changes:
        """Change a customer; a masked number in the draft leaves the kept one alone.

        Raises:
            InvalidDraftError: something must be changed first.
            CodeTakenError: another customer has the code.
        """
        with self.context.write("customer.edit", say("修改客户{name}", name=draft.name)) as work:
            kept = work.customers.get(customer_id)
            full = with_kept_numbers(draft, kept.facts)
            facts = self._check(work, full, kept.facts.own).facts()
            holder = work.customers.holder_of(facts.code, self.context.actor.branch_id)
            require_free_code(work, holder, customer_id)
            work.customers.change(customer_id, facts, work.clock.now())
            return work.commit()

    @requires(Right.REMOVE_CUSTOMERS)
    def remove(self, customers: Sequence[CustomerId]) -> Changes:
        """Move customers, with everything on them, into the recycle bin."""
        with self.context.read() as work:
            summary = _about(work.customers.rows(customers), REMOVED_ONE, REMOVED_MANY)
        with self.context.write("customer.remove", summary) as work:
            work.customers.set_removed(customers, work.clock.now())
            return work.commit()

    @requires(Right.REMOVE_CUSTOMERS)
    def restore(self, customers: Sequence[CustomerId]) -> Changes:
        """Bring customers back from the recycle bin with everything on them."""
        with self.context.read() as work:
            summary = _about(work.customers.rows(customers), RESTORED_ONE, RESTORED_MANY)
        with self.context.write("customer.restore", summary) as work:
            work.customers.set_removed(customers, None)
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def get(self, customer_id: CustomerId) -> Customer:
        """Give everything about a customer with masked numbers."""
        with self.context.read() as work:
            return masked(work.customers.get(customer_id))

    @requires(Right.SEE_CUSTOMERS)
    def id_of(self, key: str) -> CustomerId:
        """Give the customer of a code or an id as a user types it."""
        with self.context.read() as work:
            return work.customers.id_of(key.strip(), self.context.actor.branch_id)

    @requires(Right.SEE_CUSTOMERS)
    def manager_of(self, name: str) -> StaffId:
        """Give the person of a name, as an account manager is typed.

        Raises:
            NotFoundError: nobody has the name.
        """
        with self.context.read() as work:
            person = work.staff.by_name(name.strip())
        if person is None:
            raise NotFoundError(what=say(MANAGER_WORD), key=name)
        return person.id

    @requires(Right.REVEAL)
    def reveal(self, customer_id: CustomerId, field: SecretField, reason: RevealReason) -> str:
        """Give a full number for a stated reason; the look is logged."""
        with self.context.read() as work:
            facts = work.customers.get(customer_id).facts
        summary = say(
            "查看{name}的完整{field}：{reason}",
            name=facts.name,
            field=say(SECRET_LABELS[field]),
            reason=say(REASON_LABELS[reason]),
        )
        with self.context.write("customer.reveal", summary, is_reversible=False) as work:
            work.mention([customer_id])
            work.commit()
        return str(getattr(facts, field.value))

    @requires(Right.SEE_CUSTOMERS)
    def ids(self, asked: CustomerFilter, order: CustomerOrder) -> "array[int]":
        """Give the ids of all that match, in the order of the list; bulk work begins here."""
        with self.context.read() as work:
            return work.customers.ids(asked, order)

    @requires(Right.SEE_CUSTOMERS)
    def rows(
        self, ids: Sequence[int], text: str = "", fields: Sequence[FilterField] = ()
    ) -> list[CustomerRow]:
        """Give list lines in the order asked, with the places that a searched text matches.

        The fields are those that a view shows besides what every line has.
        """
        with self.context.read() as work:
            return work.customers.rows(ids, text, fields)

    @requires(Right.SEE_CUSTOMERS)
    def counts(self, asked: CustomerFilter, known: Sequence[int] | None = None) -> dict[Tier, int]:
        """Count the customers of a list per tier, from the list's ids where they are known."""
        with self.context.read() as work:
            return work.customers.counts(asked, known)

    @requires(Right.SEE_CUSTOMERS)
    def search(self, text: str, limit: int = 100) -> SearchResult:
        """Find customers by name, pinyin, initials, phone, ID or code, best first."""
        with self.context.read() as work:
            found = work.customers.search(text, limit)
            rows = work.customers.rows(found.ids, text)
            has_digit = any(sign.isdigit() for sign in text)
            unsure = [row.id for row in rows if has_digit or row.matched is None]
            fields = work.customers.matched_fields(text, unsure)
        hits = tuple(CustomerHit(row=row, matched_field=fields.get(row.id, "name")) for row in rows)
        return SearchResult(total=found.total, hits=hits)

    @requires(Right.SEE_CUSTOMERS)
    def best_rows(
        self, text: str, limit: int, fields: Sequence[FilterField] = ()
    ) -> tuple[list[CustomerRow], bool]:
        """Give the list lines of the best finds, and tell whether these are all."""
        with self.context.read() as work:
            found = work.customers.search(text, limit)
            return work.customers.rows(found.ids, text, fields), found.total <= len(found.ids)

    @requires(Right.EDIT_CUSTOMERS)
    def draft_of(self, customer_id: CustomerId) -> CustomerDraft:
        """Give a customer as a form shows it, numbers masked."""
        with self.context.read() as work:
            facts = masked(work.customers.get(customer_id)).facts
            return draft_from(facts, work.own_fields.in_use())

    def _tie(self, work: "Work", customer_id: CustomerId, ties: Ties) -> None:
        now, staff_id = work.clock.now(), self.context.actor.staff_id
        if ties.referrer is not None:
            from branchcrm.services.people import to_be_linked  # noqa: PLC0415 - loads slowly

            referrer = to_be_linked(work, ties.referrer).id
            work.people.link(customer_id, referrer, LinkKind.REFERRER, "", now)
        if ties.tags:
            work.attachments.set_tags(customer_id, ties.kept_tags())
        for consent in ties.consents(work.clock.today()):
            work.consents.add(customer_id, consent, staff_id, now)

    def _check(
        self, work: "Reading", draft: CustomerDraft, kept_own: OwnValues | None = None
    ) -> CustomerCheck:
        today, fields = self.context.clock.today(), work.own_fields.in_use()
        return CustomerCheck(
            draft, today, is_known_region, has_lunar_day, fields, dict(kept_own or {})
        )


def _asked_of_all(work: "Reading", draft: CustomerDraft) -> CustomerDraft:
    """Give a draft that answers every own field of its kind, be it with nothing."""
    known = {one.key: "" for one in work.own_fields.in_use() if draft.kind in one.kinds}
    return replace(draft, own=known | dict(draft.own))


def require_free_code(
    work: "Reading", holder: tuple[CustomerId, str] | None, own: CustomerId | None
) -> None:
    """Refuse a code that another customer has.

    Raises:
        CodeTakenError: with the name of who has it.
    """
    if holder is not None and holder[0] != own:
        raise CodeTakenError(code=holder[1], name=work.customers.get(holder[0]).name)


def _about(rows: Sequence[CustomerRow], one: str, many: str) -> Sentence:
    return say(one, name=rows[0].name) if len(rows) == 1 else say(many, count=len(rows))
