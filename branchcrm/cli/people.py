"""Commands for the people around a customer and for what a customer agreed to."""

from branchcrm.cli.command import Session, local_text
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.people import Group
from branchcrm.domain.wording import say


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
