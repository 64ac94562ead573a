"""Consents and bans in the book."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from branchcrm.data.columns import day_from_number
from branchcrm.data.tables_people import consent, contact_ban
from branchcrm.domain.consent import (
    Consent,
    ConsentDraft,
    ConsentSheet,
    ContactBan,
    Purpose,
    latest,
)
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.ids import CustomerId, StaffId

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_CONSENTS = (
    "SELECT customer_id, id, purpose, channel, is_given, evidence, given_on, expires_on,"
    " withdrawn_on FROM consent WHERE customer_id IN (SELECT value FROM json_each(?))"
    " ORDER BY customer_id, id"
)
_BANS = (
    "SELECT customer_id, reason, since FROM contact_ban"
    " WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY id"
)


class ConsentRepository:
    """Reads and writes consents and bans."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def sheet(self, customer_id: CustomerId) -> ConsentSheet:
        """Give what a customer agreed to."""
        return self.sheets([customer_id]).get(customer_id, ConsentSheet())

    def sheets(self, customers: Sequence[CustomerId]) -> dict[CustomerId, ConsentSheet]:
        """Give what customers agreed to; those who never said anything are left out."""
        asked = json.dumps([int(number) for number in customers])
        rows = self._connection.exec_driver_sql(_CONSENTS, (asked,)).all()
        given = {
            CustomerId(number): latest(_consent(row) for row in own)
            for number, own in groupby(rows, itemgetter(0))
        }
        bans = {
            CustomerId(row[0]): ContactBan(
                customer_id=CustomerId(row[0]), reason=row[1], since=day_from_number(row[2])
            )
            for row in self._connection.exec_driver_sql(_BANS, (asked,))
        }
        return {
            number: ConsentSheet(consents=given.get(number, ()), ban=bans.get(number))
            for number in given.keys() | bans.keys()
        }

    def add(
        self, customer_id: CustomerId, draft: ConsentDraft, staff_id: StaffId, now: datetime
    ) -> int:
        """Keep an answer."""
        values = {
            "customer_id": int(customer_id),
            "purpose": draft.purpose.value,
            "channel": draft.channel.value,
            "is_given": draft.is_given,
            "evidence": draft.evidence,
            "given_on": draft.given_on,
            "expires_on": draft.expires_on,
            "staff_id": int(staff_id),
            "at": now,
        }
        return self._work.rows.insert(consent, values)

    def withdraw(self, consent_id: int, day: date) -> bool:
        """Note that a consent was withdrawn; tell whether it stood until now."""
        return self._work.rows.update(consent, consent_id, {"withdrawn_on": day})

    def set_ban(self, customer_id: CustomerId, reason: str, day: date, staff_id: StaffId) -> None:
        """Keep a customer's wish not to be contacted; a present one gets the reason."""
        found = self._ban_ids(customer_id)
        if found:
            self._work.rows.update(contact_ban, found[0], {"reason": reason})
            return
        values = {
            "customer_id": int(customer_id),
            "reason": reason,
            "since": day,
            "staff_id": int(staff_id),
        }
        self._work.rows.insert(contact_ban, values)

    def lift_ban(self, customer_id: CustomerId) -> bool:
        """Take the wish away; tell whether there was one."""
        found = self._ban_ids(customer_id)
        self._work.rows.delete(contact_ban, found)
        return bool(found)

    def planned_visits(self, customer_id: CustomerId, channel: Channel | None = None) -> list[int]:
        """Give the planned visits that serve no complaint, on one channel or on all."""
        rows = self._connection.exec_driver_sql(
            "SELECT id FROM visit WHERE customer_id = ? AND state = 'planned'"
            " AND removed_at IS NULL AND complaint_id IS NULL AND ifnull(?, channel) = channel"
            " ORDER BY id",
            (int(customer_id), None if channel is None else channel.value),
        )
        return [row[0] for row in rows]

    def banned(self) -> list[CustomerId]:
        """Give everybody who is not to be contacted."""
        rows = self._connection.exec_driver_sql("SELECT customer_id FROM contact_ban ORDER BY id")
        return [CustomerId(row[0]) for row in rows]

    def _ban_ids(self, customer_id: CustomerId) -> list[int]:
        rows = self._connection.exec_driver_sql(
            "SELECT id FROM contact_ban WHERE customer_id = ?", (int(customer_id),)
        )
        return [row[0] for row in rows]


def _consent(row: Sequence[object]) -> Consent:
    owner, number, purpose, channel, is_given, evidence, given, expires, withdrawn = row
    return Consent(
        id=int(str(number)),
        customer_id=CustomerId(int(str(owner))),
        purpose=Purpose(str(purpose)),
        channel=Channel(str(channel)),
        is_given=bool(is_given),
        evidence=str(evidence),
        given_on=day_from_number(int(str(given))),
        expires_on=None if expires is None else day_from_number(int(str(expires))),
        withdrawn_on=None if withdrawn is None else day_from_number(int(str(withdrawn))),
    )
