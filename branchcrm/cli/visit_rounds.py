"""The form of `visit` that plans visits for many customers at once."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date

from branchcrm.cli.command import Result, Session, assignments
from branchcrm.cli.many import add_many_arguments, chosen, left_out
from branchcrm.domain.visit import VisitDraft
from branchcrm.domain.visit_round import RoundDraft


def add_round_arguments(parser: ArgumentParser) -> None:
    """Take whom to visit, how many a day, and whether only to look."""
    add_many_arguments(parser)
    parser.add_argument(
        "--per-day", default="", metavar="N", help="the most visits of one person on one day"
    )


def plan_round(session: Session, options: Namespace, names: Sequence[str]) -> Result:
    """Plan a visit for every customer of a filter in one operation."""
    visit = VisitDraft(**assignments(options.values, names))
    draft = RoundDraft(visit=visit, per_day=options.per_day)
    ids = chosen(session, options)
    rounds = session.services.visit_rounds
    plan = rounds.plan(ids, draft, session)
    operation = None if options.dry_run else int(rounds.apply(ids, draft, session).operation_id)
    return {
        "operation": operation,
        "total": len(ids),
        "planned": len(plan.visits),
        "per_day": plan.per_day,
        "people": plan.people,
        "first_day": _text(plan.first_day),
        "last_day": _text(plan.last_day),
        "refused": left_out(session, plan.left_out),
    }


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
