"""Commands for the people around a customer and for what a customer agreed to."""

from argparse import ArgumentParser, Namespace
from datetime import date

from branchcrm.cli.command import Command, Result, Session, local_text
from branchcrm.domain.consent import CONSENT_CHANNELS, ConsentDraft, Purpose
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.people import Group, GroupKind, LinkKind, Referrals
from branchcrm.domain.wording import say

CONSENT_ACTIONS = ("give", "refuse", "withdraw", "ban", "lift")


def around(session: Session, customer_id: CustomerId) -> dict[str, object]:
    """Give contact persons, relations, consents, tags and files of a customer as JSON."""
    services, today = session.services, session.clock.today()
    people, sheet = services.people.of_customer(customer_id), services.consents.sheet(customer_id)
    return {
        "contacts": [
            {"id": one.id, "name": one.name, "role": one.role, "phone": one.phone}
            for one in people.contacts
        ],
        "relations": [
            {
                "id": int(one.customer_id),
                "name": one.name,
                "kind": one.kind.value,
                "label": session.text(say(one.label)),
            }
            for one in people.relations
        ],
        "groups": [_group(session, group) for group in people.groups],
        "household_calls_today": _calls(session, customer_id),
        "referrals": _referrals(people.referrals),
        "consents": [
            {
                "purpose": one.purpose.value,
                "channel": one.channel.value,
                "state": one.state(today).value,
                "evidence": one.evidence,
                "given_on": one.given_on,
                "expires_on": one.expires_on,
            }
            for one in sheet.consents
        ],
        "do_not_contact": None if sheet.ban is None else session.text(sheet.ban.words),
        "tags": services.attachments.tags(customer_id),
        "attachments": [
            {"id": one.id, "name": one.name, "size": one.size}
            for one in services.attachments.of_customer(customer_id)
        ],
    }


def _calls(session: Session, customer_id: CustomerId) -> list[str]:
    calls = session.services.people.calls_today(customer_id)
    return [session.text(call.words(session.clock.zone)) for call in calls]


def _referrals(found: Referrals | None) -> dict[str, object] | None:
    return None if found is None else {"count": found.count, "bought": found.bought}


def _group(session: Session, group: Group) -> dict[str, object]:
    spoken = group.last_contact
    return {
        "kind": group.kind.value,
        "name": group.name,
        "amount_12m": f"{group.amount_12m_cents / 100:.2f}",
        "last_contact": None if spoken is None else local_text(spoken.last_contact_at, session),
        "members": [
            {"id": int(one.customer_id), "name": one.name, "role": one.role}
            for one in group.members
        ],
    }


def _consent_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER")
    parser.add_argument("action", choices=CONSENT_ACTIONS)
    parser.add_argument("--purpose", default=Purpose.MARKETING, choices=list(Purpose))
    parser.add_argument("--channel", default=Channel.PHONE, choices=list(CONSENT_CHANNELS))
    parser.add_argument("--evidence", default="", metavar="TEXT", help="what proves the answer")
    parser.add_argument("--expires", default=None, metavar="YYYY-MM-DD", type=date.fromisoformat)
    parser.add_argument("--reason", default="", metavar="TEXT", help="why nobody may call")


def _consent(session: Session, options: Namespace) -> Result:
    service = session.services.consents
    customer_id = session.services.customers.id_of(options.customer)
    if options.action == "ban":
        changes = service.ban(customer_id, options.reason)
    elif options.action == "lift":
        changes = service.lift_ban(customer_id)
    elif options.action == "withdraw":
        changes = service.withdraw_all(customer_id, Channel(options.channel))
    else:
        draft = ConsentDraft(
            purpose=Purpose(options.purpose),
            channel=Channel(options.channel),
            is_given=options.action == "give",
            evidence=options.evidence,
            expires_on=options.expires,
        )
        changes = service.record(customer_id, draft)
    return {"operation": int(changes.operation_id), "id": int(customer_id)}


def _relate_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER")
    parser.add_argument("kind", choices=[*LinkKind, *GroupKind])
    parser.add_argument("other", metavar="OTHER")
    parser.add_argument("--role", default="", metavar="TEXT", help="what the other one is")


def _relate(session: Session, options: Namespace) -> Result:
    people, id_of = session.services.people, session.services.customers.id_of
    customer_id, other = id_of(options.customer), id_of(options.other)
    if options.kind in list(LinkKind):
        changes = people.link(customer_id, other, LinkKind(options.kind), options.role)
    else:
        changes = people.join(customer_id, other, GroupKind(options.kind), options.role)
    return {"operation": int(changes.operation_id), "id": int(customer_id)}


COMMANDS = [
    Command(
        name="consent",
        help="keep what a customer agreed to, or that nobody may call",
        arguments=_consent_arguments,
        run=_consent,
    ),
    Command(
        name="relate",
        help="say who referred, vouches for, or lives with a customer",
        arguments=_relate_arguments,
        run=_relate,
    ),
]
