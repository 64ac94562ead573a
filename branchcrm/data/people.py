"""People around customers in the book: contact persons, links, households and groups."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from branchcrm.data.columns import instant_from_number, instant_number
from branchcrm.data.tables_people import (
    contact_person,
    customer_group,
    customer_link,
    group_member,
)
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.people import (
    ContactPerson,
    ContactPersonDraft,
    Group,
    GroupKind,
    HouseholdCall,
    LinkKind,
    Member,
    Relation,
)
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

CONTACT_WORD = mark("联系人")
_CONTACTS = "SELECT id, customer_id, name, role, phone, note FROM contact_person"
_OF_CUSTOMERS = " WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY customer_id, id"
_RELATIONS = (
    "SELECT l.id, l.kind, l.customer_id <> :me, c.id, c.name, s.tier, c.phone, l.note"
    " FROM customer_link l JOIN customer c"
    " ON c.id = CASE WHEN l.customer_id = :me THEN l.other_id ELSE l.customer_id END"
    " JOIN customer_summary s ON s.customer_id = c.id"
    " WHERE (l.customer_id = :me OR l.other_id = :me) AND c.removed_at IS NULL"
    " ORDER BY l.customer_id <> :me, l.kind DESC, l.id"
)
_GROUPS = (
    "SELECT g.id, g.kind, g.name FROM customer_group g JOIN group_member m ON m.group_id = g.id"
    " WHERE m.customer_id = ? ORDER BY g.kind DESC"
)
_MEMBERS = (
    "SELECT c.id, c.name, s.tier, m.role, c.phone, s.amount_12m_cents, s.last_contact_at"
    " FROM group_member m JOIN customer c ON c.id = m.customer_id"
    " JOIN customer_summary s ON s.customer_id = c.id"
    " WHERE m.group_id = ? AND c.removed_at IS NULL ORDER BY m.id"
)
_CALLS = (
    "SELECT c.id, c.name, i.at, ifnull(t.name, '') FROM group_member me"
    " JOIN group_member m ON m.group_id = me.group_id AND m.customer_id <> me.customer_id"
    " JOIN customer c ON c.id = m.customer_id JOIN interaction i ON i.customer_id = c.id"
    " LEFT JOIN staff t ON t.id = i.staff_id"
    " WHERE me.customer_id = ? AND me.kind = 'household' AND i.removed_at IS NULL"
    " AND c.removed_at IS NULL AND i.channel = 'phone' AND ifnull(i.direction, 'out') = 'out'"
    " AND i.at >= ? AND i.at < ? ORDER BY i.at DESC"
)


class PeopleRepository:
    """Reads and writes who stands beside a customer; phones are given in full."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    # contact persons

    def contacts(self, customer_id: CustomerId) -> list[ContactPerson]:
        """Give the contact persons of a customer."""
        return self.contacts_of([customer_id])

    def contacts_of(self, customers: Sequence[CustomerId]) -> list[ContactPerson]:
        """Give the contact persons of customers, each customer's in the order of keeping."""
        asked = json.dumps([int(one) for one in customers])
        rows = self._connection.exec_driver_sql(_CONTACTS + _OF_CUSTOMERS, (asked,))
        return [_contact(row) for row in rows]

    def contact(self, contact_id: int) -> ContactPerson:
        """Give one contact person.

        Raises:
            NotFoundError: there is no such person.
        """
        sql = _CONTACTS + " WHERE id = ?"
        row = self._connection.exec_driver_sql(sql, (contact_id,)).first()
        if row is None:
            raise NotFoundError(what=say(CONTACT_WORD), key=str(contact_id))
        return _contact(row)

    def add_contacts(
        self, persons: Sequence[tuple[CustomerId, ContactPersonDraft]], now: datetime
    ) -> int:
        """Keep contact persons of one or many customers; give the first id."""
        names = ["customer_id", "name", "role", "phone", "note", "created_at"]
        at = instant_number(now)
        rows = [(int(i), one.name, one.role, one.phone, one.note, at) for i, one in persons]
        return self._work.rows.insert_many(contact_person, names, rows)

    def change_contact(self, contact_id: int, draft: ContactPersonDraft) -> bool:
        """Write a contact person; tell whether anything was different."""
        values = {
            "name": draft.name,
            "role": draft.role,
            "phone": draft.phone,
            "note": draft.note,
        }
        return self._work.rows.update(contact_person, contact_id, values)

    def remove_contact(self, contact_id: int) -> None:
        """Take a contact person out."""
        self._work.rows.delete(contact_person, [contact_id])

    # links

    def relations(self, customer_id: CustomerId) -> list[Relation]:
        """Give the customers linked with a customer, from either side."""
        rows = self._connection.exec_driver_sql(_RELATIONS, {"me": int(customer_id)})
        return [
            Relation(
                link_id=row[0],
                kind=LinkKind(row[1]),
                is_back=bool(row[2]),
                customer_id=CustomerId(row[3]),
                name=row[4],
                tier=Tier(row[5]),
                phone=row[6] or "",
                note=row[7],
            )
            for row in rows
        ]

    def linked(self, customer_id: CustomerId, kind: LinkKind) -> list[CustomerId]:
        """Give those a customer points to."""
        rows = self._connection.exec_driver_sql(
            "SELECT other_id FROM customer_link WHERE customer_id = ? AND kind = ?",
            (int(customer_id), kind.value),
        )
        return [CustomerId(row[0]) for row in rows]

    def link(
        self, customer_id: CustomerId, other: CustomerId, kind: LinkKind, note: str, now: datetime
    ) -> int:
        """Link two customers."""
        values = {
            "customer_id": int(customer_id),
            "other_id": int(other),
            "kind": kind.value,
            "note": note,
            "created_at": now,
        }
        self._mention([other])
        return self._work.rows.insert(customer_link, values)

    def _mention(self, customers: Sequence[CustomerId]) -> None:
        self._work.rows.touched_customers.update(int(number) for number in customers)

    def link_ends(self, link_id: int) -> tuple[CustomerId, CustomerId] | None:
        """Give the two customers of a link."""
        row = self._connection.exec_driver_sql(
            "SELECT customer_id, other_id FROM customer_link WHERE id = ?", (link_id,)
        ).first()
        return None if row is None else (CustomerId(row[0]), CustomerId(row[1]))

    def unlink(self, link_id: int) -> None:
        """Take a link away."""
        ends = self.link_ends(link_id)
        if ends is not None:
            self._mention(ends)
            self._work.rows.delete(customer_link, [link_id])

    # households and groups of companies

    def groups(self, customer_id: CustomerId) -> list[Group]:
        """Give the groups of a customer with their members."""
        rows = self._connection.exec_driver_sql(_GROUPS, (int(customer_id),)).all()
        return [
            Group(id=row[0], kind=GroupKind(row[1]), name=row[2], members=self.members(row[0]))
            for row in rows
        ]

    def members(self, group_id: int) -> tuple[Member, ...]:
        """Give the members of a group."""
        rows = self._connection.exec_driver_sql(_MEMBERS, (group_id,))
        return tuple(
            Member(
                customer_id=CustomerId(row[0]),
                name=row[1],
                tier=Tier(row[2]),
                role=row[3],
                phone=row[4] or "",
                amount_12m_cents=row[5],
                last_contact_at=None if row[6] is None else instant_from_number(row[6]),
            )
            for row in rows
        )

    def add_group(self, kind: GroupKind, name: str, now: datetime) -> int:
        """Begin a group without members."""
        values = {"kind": kind.value, "name": name, "created_at": now}
        return self._work.rows.insert(customer_group, values)

    def join(self, group_id: int, kind: GroupKind, customer_id: CustomerId, role: str) -> None:
        """Put a customer into a group."""
        values = {
            "customer_id": int(customer_id),
            "group_id": group_id,
            "kind": kind.value,
            "role": role,
        }
        self._work.rows.insert(group_member, values)

    def set_role(self, group_id: int, customer_id: CustomerId, role: str) -> None:
        """Say what a member is within the group."""
        found = self._membership(group_id, customer_id)
        self._work.rows.update_many(group_member, ["role"], [(number, role) for number in found])

    def leave(self, group_id: int, customer_id: CustomerId) -> None:
        """Take a customer out of a group; a group of one is no group and ends."""
        self._work.rows.delete(group_member, self._membership(group_id, customer_id))
        left = self._connection.exec_driver_sql(
            "SELECT id FROM group_member WHERE group_id = ?", (group_id,)
        ).all()
        if len(left) <= 1:
            self._work.rows.delete(group_member, [row[0] for row in left])
            self._work.rows.delete(customer_group, [group_id])

    def _membership(self, group_id: int, customer_id: CustomerId) -> list[int]:
        rows = self._connection.exec_driver_sql(
            "SELECT id FROM group_member WHERE group_id = ? AND customer_id = ?",
            (group_id, int(customer_id)),
        )
        return [row[0] for row in rows]

    def calls_to_household(
        self, customer_id: CustomerId, since: datetime, until: datetime
    ) -> list[HouseholdCall]:
        """Give calls out to the rest of a customer's household within a time."""
        rows = self._connection.exec_driver_sql(
            _CALLS, (int(customer_id), instant_number(since), instant_number(until))
        )
        return [
            HouseholdCall(
                customer_id=CustomerId(row[0]),
                name=row[1],
                at=instant_from_number(row[2]),
                staff=row[3],
            )
            for row in rows
        ]


def names_of(work: "Reading", ids: Sequence[CustomerId]) -> list[str]:
    """Give names of customers in the order asked."""
    rows = work.connection.exec_driver_sql(
        "SELECT id, name FROM customer WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([int(number) for number in ids]),),
    )
    found = {row[0]: row[1] for row in rows}
    return [found[int(number)] for number in ids]


def _contact(row: Sequence[object]) -> ContactPerson:
    number, owner, name, role, phone, note = row
    return ContactPerson(
        id=int(str(number)),
        customer_id=CustomerId(int(str(owner))),
        name=str(name),
        role=str(role),
        phone=str(phone),
        note=str(note),
    )
