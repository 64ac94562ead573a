"""What a user can do with the people around a customer: contact persons, links, households."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from branchcrm.data.people import names_of
from branchcrm.data.referrals import referral_rate, referrals_of
from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import Customer
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.masking import mask_phone
from branchcrm.domain.people import (
    GROUP_LABELS,
    LINK_LABELS,
    LONGEST,
    CircularLinkError,
    ContactPerson,
    ContactPersonDraft,
    Group,
    GroupKind,
    HouseholdCall,
    LinkedAlreadyError,
    LinkKind,
    LinkRemovedError,
    People,
    ReferralRate,
    SelfLinkError,
    circle,
)
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark, say
from branchcrm.services.context import Context, requires

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.data.unit_of_work import Work

HOUSEHOLD_NAME = mark("{name}家")
COMPANY_NAME = mark("{name}集团")


class PeopleService:
    """The use cases of the people around a customer."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def of_customer(self, customer_id: CustomerId) -> People:
        """Give everybody around a customer, phones masked."""
        with self.context.read() as work:
            return People(
                contacts=tuple(_masked(one) for one in work.people.contacts(customer_id)),
                relations=tuple(
                    replace(one, phone=mask_phone(one.phone) if one.phone else "")
                    for one in work.people.relations(customer_id)
                ),
                groups=tuple(_masked_group(one) for one in work.people.groups(customer_id)),
                referrals=referrals_of(work, customer_id),
            )

    # contact persons

    @requires(Right.EDIT_CUSTOMERS)
    def add_contact(self, customer_id: CustomerId, draft: ContactPersonDraft) -> Changes:
        """Add a contact person.

        Raises:
            InvalidDraftError: something must be changed first.
        """
        checked = draft.checked()
        summary = say(
            "添加{name}的联系人{person}", name=self._name(customer_id), person=checked.name
        )
        with self.context.write("contact_person.add", summary) as work:
            work.people.add_contacts([(customer_id, checked)], work.clock.now())
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def contact_draft(self, contact_id: int) -> ContactPersonDraft:
        """Give a contact person as a form shows them, the phone masked."""
        with self.context.read() as work:
            kept = _masked(work.people.contact(contact_id))
        return ContactPersonDraft(name=kept.name, role=kept.role, phone=kept.phone, note=kept.note)

    @requires(Right.EDIT_CUSTOMERS)
    def edit_contact(self, contact_id: int, draft: ContactPersonDraft) -> Changes:
        """Change a contact person; a masked phone leaves the kept one alone.

        Raises:
            InvalidDraftError: something must be changed first.
        """
        with self.context.write(
            "contact_person.edit", say("修改联系人{person}", person=draft.name.strip())
        ) as work:
            kept = work.people.contact(contact_id)
            if kept.phone and draft.phone == mask_phone(kept.phone):
                draft = replace(draft, phone=kept.phone)
            work.people.change_contact(contact_id, draft.checked())
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def remove_contact(self, contact_id: int) -> Changes:
        """Take a contact person out; undo brings them back."""
        with self.context.read() as work:
            person = work.people.contact(contact_id).name
        with self.context.write(
            "contact_person.remove", say("删除联系人{person}", person=person)
        ) as work:
            work.people.remove_contact(contact_id)
            return work.commit()

    # links

    @requires(Right.EDIT_CUSTOMERS)
    def link(
        self, customer_id: CustomerId, other: CustomerId, kind: LinkKind, note: str = ""
    ) -> Changes:
        """Say who referred a customer, or who vouches for them; it shows on both pages.

        Raises:
            SelfLinkError: both are the same.
            LinkedAlreadyError: the customer has the relation already.
            CircularLinkError: the chain would come back to its beginning.
            LinkRemovedError: the other one is in the recycle bin.
        """
        name, other_name = self._name(customer_id), self._name_of_other(other)
        if customer_id == other:
            raise SelfLinkError(name=name)
        summary = say(
            "{name}的{kind}：{other}", name=name, kind=say(LINK_LABELS[kind]), other=other_name
        )
        with self.context.write("link.add", summary) as work:
            kept = work.people.linked(customer_id, kind)
            if other in kept or (kind is LinkKind.REFERRER and kept):
                known = names_of(work, kept[:1])[0]
                raise LinkedAlreadyError(name=name, kind=say(LINK_LABELS[kind]), other=known)
            _require_no_circle(work, customer_id, other, kind)
            work.people.link(customer_id, other, kind, note.strip(), work.clock.now())
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def unlink(self, link_id: int) -> Changes:
        """Take a link away from both pages."""
        with self.context.write("link.remove", say("删除客户关系")) as work:
            work.people.unlink(link_id)
            return work.commit()

    # households and groups of companies

    @requires(Right.EDIT_CUSTOMERS)
    def join(
        self, customer_id: CustomerId, other: CustomerId, kind: GroupKind, role: str = ""
    ) -> Changes:
        """Put another customer into the household or group of a customer, or begin one.

        Raises:
            SelfLinkError: both are the same.
            LinkedAlreadyError: the other one belongs to another household or group.
            LinkRemovedError: the other one is in the recycle bin.
        """
        name, other_name = self._name(customer_id), self._name_of_other(other)
        if customer_id == other:
            raise SelfLinkError(name=name)
        if len(role.strip()) > LONGEST:
            words = say(
                "最长 {limit} 个字，现在是 {count} 个", limit=LONGEST, count=len(role.strip())
            )
            raise InvalidDraftError([FieldError("role", words)])
        summary = say(
            "{other}加入{name}的{kind}", other=other_name, name=name, kind=say(GROUP_LABELS[kind])
        )
        with self.context.write("group.join", summary) as work:
            own, theirs = (_group(work, one, kind) for one in (customer_id, other))
            if theirs is not None:
                raise LinkedAlreadyError(
                    name=other_name, kind=say(GROUP_LABELS[kind]), other=theirs.name
                )
            group_id = own.id if own is not None else _begin(work, kind, customer_id, name)
            work.people.join(group_id, kind, other, role.strip())
            work.mention([customer_id])
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def leave(self, customer_id: CustomerId, kind: GroupKind) -> Changes:
        """Take a customer out of their household or group."""
        summary = say(
            "{name}退出{kind}", name=self._name(customer_id), kind=say(GROUP_LABELS[kind])
        )
        with self.context.write("group.leave", summary) as work:
            own = _group(work, customer_id, kind)
            if own is not None:
                work.people.leave(own.id, customer_id)
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def calls_today(self, customer_id: CustomerId) -> list[HouseholdCall]:
        """Give the calls of today to the rest of the household: a second one is to be avoided."""
        clock = self.context.clock
        start = datetime.combine(clock.today(), time.min, clock.zone)
        with self.context.read() as work:
            return work.people.calls_to_household(customer_id, start, start + timedelta(days=1))

    @requires(Right.SEE_CUSTOMERS)
    def referral_rate(self) -> ReferralRate:
        """Tell how many customers came through others."""
        with self.context.read() as work:
            return referral_rate(work)

    def _name(self, customer_id: CustomerId) -> str:
        with self.context.read() as work:
            return work.customers.get(customer_id).name

    def _name_of_other(self, customer_id: CustomerId) -> str:
        with self.context.read() as work:
            return to_be_linked(work, customer_id).name


def to_be_linked(work: "Reading", customer_id: CustomerId) -> Customer:
    """Give the customer with whom somebody is linked.

    Raises:
        NotFoundError: there is no such customer.
        LinkRemovedError: the customer is in the recycle bin.
    """
    found = work.customers.get(customer_id)
    if found.is_removed:
        raise LinkRemovedError(name=found.name)
    return found


def _require_no_circle(
    work: "Reading", customer_id: CustomerId, other: CustomerId, kind: LinkKind
) -> None:
    way = circle(other, customer_id, lambda one: work.people.linked(one, kind))
    if way:
        chain = " → ".join(names_of(work, [customer_id, *way]))
        raise CircularLinkError(kind=say(LINK_LABELS[kind]), chain=chain)


def _group(work: "Reading", customer_id: CustomerId, kind: GroupKind) -> Group | None:
    return next((one for one in work.people.groups(customer_id) if one.kind is kind), None)


def _begin(work: "Work", kind: GroupKind, customer_id: CustomerId, name: str) -> int:
    words = HOUSEHOLD_NAME if kind is GroupKind.HOUSEHOLD else COMPANY_NAME
    group_id = work.people.add_group(kind, words.format(name=name), work.clock.now())
    work.people.join(group_id, kind, customer_id, "")
    return group_id


def _masked(one: ContactPerson) -> ContactPerson:
    return replace(one, phone=mask_phone(one.phone) if one.phone else "")


def _masked_group(group: Group) -> Group:
    members = tuple(
        replace(one, phone=mask_phone(one.phone) if one.phone else "") for one in group.members
    )
    return replace(group, members=members)
