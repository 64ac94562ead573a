"""Commands that log complaints and list them with their dates."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import date

from branchcrm.cli.command import Command, Result, Session, assignments, local_text
from branchcrm.cli.complaint_actions import ACTION_NAMES, perform
from branchcrm.cli.complaint_values import NOT_A_CHOICE, Values
from branchcrm.domain.changes import Aspect
from branchcrm.domain.complaint import ComplaintDraft, ComplaintRow, Finding
from branchcrm.domain.complaint_kind import (
    COMPLAINANT_ROLE_LABELS,
    DEMAND_LABELS,
    LEVEL_LABELS,
    LIABILITY_LABELS,
    OUTCOME_LABELS,
    SEVERITY_LABELS,
    ComplainantRole,
    ComplaintState,
    Level,
    Severity,
)
from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintSort, ComplaintTab
from branchcrm.domain.errors import FieldError
from branchcrm.domain.wording import listed, say

FIELDS = (
    "received",
    "category",
    "cause",
    "text",
    "severity",
    "level",
    "demand",
    "subject",
    "channel",
    "source",
    "name",
    "phone",
    "role",
    "authority",
    "representatives",
    "amount",
    "happened",
    "handler",
    "accused",
    "upstream",
    "on_the_spot",
    "outcome",
    "liability",
    "answer",
    "compensation",
    "satisfaction",
)
SECONDS_PER_HOUR = 3600


def _complain_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("values", nargs="*", metavar="[CUSTOMER] NAME=VALUE")


def _complain(session: Session, options: Namespace) -> Result:
    words: list[str] = list(options.values)
    customers = session.services.customers
    has_customer = bool(words) and "=" not in words[0]
    customer_id = customers.id_of(words.pop(0)) if has_customer else None
    draft = replace(_draft(Values(assignments(words, FIELDS), session)), customer_id=customer_id)
    changes = session.services.complaints.log(draft)
    number = changes.only_id(Aspect.COMPLAINT)
    (row,) = session.services.complaints.rows([number])
    return {"operation": int(changes.operation_id), **row_document(row, session)}


def _draft(values: Values) -> ComplaintDraft:
    return ComplaintDraft(
        subject=values.text("subject"),
        text=values.text("text"),
        complainant_name=values.text("name"),
        complainant_phone=values.text("phone"),
        complainant_role=values.choice(COMPLAINANT_ROLE_LABELS, "role") or ComplainantRole.SELF,
        authority_seen=values.yes("authority"),
        representatives=values.number("representatives") or 1,
        channel=values.text("channel"),
        source=values.text("source"),
        category=values.text("category"),
        cause=values.text("cause"),
        demand=values.choice(DEMAND_LABELS, "demand"),
        amount_cents=values.cents("amount"),
        happened_on=values.day("happened"),
        received_at=values.when("received"),
        severity=values.choice(SEVERITY_LABELS, "severity") or Severity.GENERAL,
        level=values.choice(LEVEL_LABELS, "level") or Level.SIMPLE,
        handler_id=values.person("handler"),
        accused_id=values.person("accused"),
        upstream_number=values.text("upstream"),
        on_the_spot=values.yes("on_the_spot"),
        finding=_solution(values),
    )


def _solution(values: Values) -> Finding:
    return Finding(
        answer=values.text("answer"),
        outcome=values.choice(OUTCOME_LABELS, "outcome"),
        liability=values.choice(LIABILITY_LABELS, "liability"),
        compensation_cents=values.cents("compensation"),
        satisfaction=values.number("satisfaction"),
    )


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--state", default="", metavar="received,investigating,closed,open,…")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="D")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="D")
    parser.add_argument("--sort", default=ComplaintSort.DUE, choices=list(ComplaintSort))
    parser.add_argument("--limit", type=int)


def _list(session: Session, options: Namespace) -> Result:
    complaints = session.services.complaints
    asked = _asked(options)
    ids = complaints.ids(asked, ComplaintSort(options.sort))
    measures = complaints.measures(asked)
    ratio, response = measures.on_time.ratio, measures.response
    return {
        "total": len(ids),
        "on_time_rate": None if ratio is None else round(ratio, 4),
        "on_time": {"on_time": measures.on_time.part, "decided_or_overdue": measures.on_time.whole},
        "open_overdue": measures.open_overdue,
        "first_response": {
            "count": response.count,
            "median_hours": _hours(response.median_seconds),
            "p90_hours": _hours(response.p90_seconds),
        },
        "rows": [row_document(row, session) for row in complaints.rows(ids[: options.limit])],
    }


def _asked(options: Namespace) -> ComplaintFilter:
    """Take states and parts by name; `open`, `due_soon`, `callback` and `reopened` are parts."""
    names = [name.strip() for name in options.state.split(",") if name.strip()]
    parts = {str(tab): tab for tab in ComplaintTab}
    states = {str(state): state for state in ComplaintState}
    unknown = [name for name in names if name not in parts and name not in states]
    if unknown:
        choices = listed(sorted({*parts, *states}))
        reason = say(NOT_A_CHOICE, text=unknown[0], choices=choices)
        raise FieldError(field="state", reason=reason)
    only_part = names[0] if len(names) == 1 and names[0] not in states else ""
    return ComplaintFilter(
        tab=parts.get(only_part, ComplaintTab.ALL),
        states=frozenset(states[name] for name in names if name in states),
        received_from=options.first,
        received_to=options.last,
    )


def row_document(row: ComplaintRow, session: Session) -> dict[str, object]:
    """Give a list line as JSON."""
    nearest = row.nearest
    return {
        "id": int(row.id),
        "number": row.number,
        "state": row.state,
        "subject": row.subject,
        "customer": row.complainant,
        "customer_id": None if row.customer_id is None else int(row.customer_id),
        "severity": row.severity,
        "level": row.level,
        "category": row.category,
        "received": local_text(row.received_at, session),
        "due_natural": row.due_natural.isoformat(),
        "due_legal": row.due_legal.isoformat(),
        "due_internal": row.due_internal.isoformat(),
        "due_ack": row.due_ack.isoformat(),
        "due_answer": local_text(row.answer_due_at, session),
        "nearest": None
        if nearest is None
        else {"name": nearest.kind, "due": local_text(nearest.at, session)},
        "first_response_hours": _hours(row.first_response_seconds),
        "overdue": row.is_overdue
        or (row.is_open and not row.answered_at and row.due_legal < session.clock.today()),
        "handler": row.handler_name,
        "answered": local_text(row.answered_at, session),
        "closed": local_text(row.closed_at, session),
        "satisfaction": row.satisfaction,
        "reopened": row.reopen_count,
        "escalation": int(row.escalation),
    }


def _hours(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / SECONDS_PER_HOUR, 2)


def _action_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    parser.add_argument("action", choices=ACTION_NAMES, metavar="ACTION")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE")


def _action(session: Session, options: Namespace) -> Result:
    complaints = session.services.complaints
    complaint_id = complaints.id_of(options.id)
    changes = perform(session, complaint_id, options.action, options.values)
    (row,) = complaints.rows([complaint_id])
    for notice in complaints.get(complaint_id).notices:
        session.note(notice)
    return {"operation": int(changes.operation_id), **row_document(row, session)}


COMMANDS = [
    Command(name="complain", help="log a complaint", arguments=_complain_arguments, run=_complain),
    Command(name="complaints", help="list complaints", arguments=_list_arguments, run=_list),
    Command(
        name="complaint",
        help="take a complaint further",
        arguments=_action_arguments,
        run=_action,
    ),
]
