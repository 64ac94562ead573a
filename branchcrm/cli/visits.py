"""Commands that log contacts and plan, move, do and list follow-up visits."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, fields, replace
from datetime import date

from branchcrm.cli.command import Command, Result, Session, assignments, local_text
from branchcrm.cli.many import MANY, require_one
from branchcrm.cli.visit_rounds import add_round_arguments, plan_round
from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.choices import read_boolean
from branchcrm.domain.contact_channel import CHANNEL_LABELS, Channel, ContactResult
from branchcrm.domain.errors import FieldError, NotFoundError
from branchcrm.domain.ids import InteractionId, VisitId
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.visit import VisitDraft, VisitFilter, VisitRow, VisitStatus
from branchcrm.domain.wording import mark, say
from branchcrm.services.interactions import NextStep
from branchcrm.services.visits import VisitResult

INTERACTION_NAMES = tuple(field.name for field in fields(InteractionDraft))
VISIT_NAMES = tuple(field.name for field in fields(VisitDraft))
STEP_NAMES = ("visit", "next_at", "next_purpose", "next_kind", "next_staff")
RESULT_NAMES = ("result", "outcome", "effective")
INTERACTION_WORD = mark("互动")
VISIT_WORD = mark("回访")


@dataclass(frozen=True, slots=True)
class InteractionKindOfRecord:
    """Contacts: keys are ids; adding one needs `customer=`."""

    def add(self, session: Session, values: list[str]) -> Changes:
        """Log a contact."""
        given = assignments(values, ["customer", *INTERACTION_NAMES, *STEP_NAMES])
        return _logged(session, given.pop("customer", ""), given)

    def edit(self, session: Session, key: str, values: list[str]) -> Changes:
        """Correct a contact."""
        interactions, number = session.services.interactions, _interaction_id(key)
        given = assignments(values, INTERACTION_NAMES)
        return interactions.edit(number, replace(interactions.draft_of(number), **given))

    def remove(self, session: Session, key: str) -> Changes:
        """Move a contact into the recycle bin."""
        return session.services.interactions.remove(_interaction_id(key))

    def restore(self, session: Session, key: str) -> Changes:
        """Bring a contact back."""
        return session.services.interactions.restore(_interaction_id(key))


@dataclass(frozen=True, slots=True)
class VisitKindOfRecord:
    """Visits: keys are ids; adding one needs `customer=`."""

    def add(self, session: Session, values: list[str]) -> Changes:
        """Plan a visit."""
        given = assignments(values, ["customer", *VISIT_NAMES])
        return _planned(session, given.pop("customer", ""), given)

    def edit(self, session: Session, key: str, values: list[str]) -> Changes:
        """Change a planned visit."""
        visits, number = session.services.visits, _visit_id(key)
        given = assignments(values, VISIT_NAMES)
        return visits.edit(number, replace(visits.draft_of(number), **given))

    def remove(self, session: Session, key: str) -> Changes:
        """Move a visit into the recycle bin."""
        return session.services.visits.remove(_visit_id(key))

    def restore(self, session: Session, key: str) -> Changes:
        """Bring a visit back."""
        return session.services.visits.restore(_visit_id(key))


PHONE_WORDS = (Channel.PHONE.value, CHANNEL_LABELS[Channel.PHONE])


def _interaction_id(key: str) -> InteractionId:
    if not key.isdigit():
        raise NotFoundError(what=say(INTERACTION_WORD), key=key)
    return InteractionId(int(key))


def _visit_id(key: str) -> VisitId:
    if not key.isdigit():
        raise NotFoundError(what=say(VISIT_WORD), key=key)
    return VisitId(int(key))


def _logged(session: Session, customer: str, given: dict[str, str]) -> Changes:
    customer_id = session.services.customers.id_of(customer)
    visit = given.pop("visit", "")
    following = {
        name.removeprefix("next_"): given.pop(name) for name in STEP_NAMES[1:] if name in given
    }
    step = NextStep(
        visit_id=_visit_id(visit) if visit else None,
        next_visit=VisitDraft(**following) if following else None,
    )
    draft = InteractionDraft(**given)
    if draft.kind in PHONE_WORDS:
        for call in session.services.people.calls_today(customer_id):
            session.note(call.words(session.clock.zone))
    return session.services.interactions.log(customer_id, draft, step)


def _planned(session: Session, customer: str, given: dict[str, str]) -> Changes:
    customer_id = session.services.customers.id_of(customer)
    draft = VisitDraft(**given)
    for concern in session.services.visit_lists.concerns(customer_id, draft):
        session.note(concern.words)
    return session.services.visits.add(customer_id, draft)


def _customer_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE")


def _visit_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER", help="or `customers`: all of a filter")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE")
    add_round_arguments(parser)


def _log(session: Session, options: Namespace) -> Result:
    given = assignments(options.values, [*INTERACTION_NAMES, *STEP_NAMES])
    changes = _logged(session, options.customer, given)
    return {"operation": int(changes.operation_id), "id": changes.only_id(Aspect.INTERACTION)}


def _visit(session: Session, options: Namespace) -> Result:
    if options.customer == MANY:
        return plan_round(session, options, VISIT_NAMES)
    require_one(options)
    changes = _planned(session, options.customer, assignments(options.values, VISIT_NAMES))
    return {"operation": int(changes.operation_id), "id": changes.only_id(Aspect.VISIT)}


def _states(text: str) -> frozenset[VisitStatus]:
    return frozenset(VisitStatus(name) for name in text.split(",") if name)


def _visits_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="D")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="D")
    parser.add_argument("--staff", default="", metavar="S")
    parser.add_argument(
        "--state", default=frozenset(), type=_states, metavar="due,overdue,done,cancelled"
    )
    parser.add_argument("--limit", type=int)


def _visits(session: Session, options: Namespace) -> Result:
    services = session.services
    asked = VisitFilter(
        first=options.first,
        last=options.last,
        statuses=options.state,
        staff_id=services.customers.manager_of(options.staff) if options.staff else None,
    )
    ids = services.visit_lists.ids(asked)
    rows = services.visit_lists.rows(ids[: options.limit])
    return {"total": len(ids), "rows": [_document(row, session) for row in rows]}


def _document(row: VisitRow, session: Session) -> dict[str, object]:
    zone = session.clock.zone
    return {
        "id": int(row.id),
        "at": row.day(zone).isoformat() if row.is_all_day else local_text(row.at, session),
        "customer": row.customer,
        "customer_id": int(row.customer_id),
        "state": row.status(session.clock.today(), zone),
        "kind": row.channel,
        "purpose": row.purpose,
        "staff": row.staff,
        "tier": row.tier,
        "phone": row.phone,
        "result": row.result,
        "done_at": local_text(row.done_at, session),
    }


def _done_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE")


def _done(session: Session, options: Namespace) -> Result:
    number = _visit_id(options.id)
    given = assignments(options.values, RESULT_NAMES)
    named = given.get("outcome") or ContactResult.REACHED
    if named not in list(ContactResult):
        words = ", ".join(ContactResult)
        reason = say("“{text}”不是结果，可以写 {words}", text=named, words=words)
        raise FieldError(field="outcome", reason=reason)
    outcome = ContactResult(named)
    effective = read_boolean(given.get("effective", "")).value
    result = VisitResult(text=given.get("result", ""), result=outcome, is_effective=effective)
    return _outcome(session, number, session.services.visits.complete(number, result))


def _move_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    parser.add_argument("when", metavar="WHEN")


def _move(session: Session, options: Namespace) -> Result:
    number = _visit_id(options.id)
    return _outcome(session, number, session.services.visits.move(number, options.when))


def _outcome(session: Session, number: VisitId, changes: Changes) -> Result:
    row = session.services.visits.get(number)
    state = row.status(session.clock.today(), session.clock.zone)
    return {"operation": int(changes.operation_id), "state": state}


COMMANDS = [
    Command(name="log", help="log a contact", arguments=_customer_arguments, run=_log),
    Command(name="visit", help="plan a visit", arguments=_visit_arguments, run=_visit),
    Command(name="visits", help="list visits", arguments=_visits_arguments, run=_visits),
    Command(name="visit-done", help="mark a visit done", arguments=_done_arguments, run=_done),
    Command(name="visit-move", help="move a visit", arguments=_move_arguments, run=_move),
]
