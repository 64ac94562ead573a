"""Commands for stages, the public pool and hand-overs."""

from argparse import ArgumentParser, Namespace

from branchcrm.cli.command import Command, Result, Session
from branchcrm.cli.staff import find_person
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.lifecycle import StageProposal
from branchcrm.domain.wording import mark

STAGE_ACTIONS = ("list", "accept", "decline", "rule")
POOL_ACTIONS = ("list", "due", "claim", "release", "return")


class NobodyChosenError(BranchCrmError):
    """The command needs customers."""

    happened = mark("没有执行：没有写是哪些客户")
    remedy = mark("在命令后面写上客户编号，可以写多个")


def _stage_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", default="list", choices=STAGE_ACTIONS)
    parser.add_argument("customers", nargs="*", metavar="CUSTOMER")
    parser.add_argument("--all", action="store_true", help="everybody who is proposed")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why a stage stays")


def _stages(session: Session, options: Namespace) -> Result:
    service = session.services.lifecycles
    if options.action == "rule":
        rule = service.rule()
        return {
            "dormant_days": rule.dormant_days,
            "gap_factor": rule.gap_factor,
            "lost_days": rule.lost_days,
        }
    due = service.proposals()
    if options.action == "list":
        return {"total": len(due), "rows": [_document(session, one) for one in due]}
    chosen = [one.customer_id for one in due] if options.all else _chosen(session, options)
    if options.action == "accept":
        changes = service.accept(chosen)
    else:
        changes = service.decline(chosen, options.reason)
    return {"operation": int(changes.operation_id), "customers": len(chosen)}


def _document(session: Session, one: StageProposal) -> dict[str, object]:
    return {
        "id": int(one.customer_id),
        "name": one.name,
        "tier": one.tier.value,
        "from": one.from_stage.value,
        "to": one.to_stage.value,
        "reason": one.reason.value,
        "why": session.text(one.words),
        "last_trade": one.last_trade_on.isoformat(),
        "silent_days": one.silent_days,
    }


def _pool_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", default="list", choices=POOL_ACTIONS)
    parser.add_argument("customers", nargs="*", metavar="CUSTOMER")
    parser.add_argument("--all", action="store_true", help="everybody who is due to return")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why they are released")


def _pool(session: Session, options: Namespace) -> Result:
    service = session.services.pools
    if options.action == "list":
        waiting = service.waiting()
        rows = session.services.customers.rows(waiting)
        listed = [{"id": int(row.id), "code": row.code, "name": row.name} for row in rows]
        return {"total": len(waiting), "rows": listed}
    if options.action == "due":
        today = session.clock.today()
        rows_due = [
            {
                "id": int(one.customer_id),
                "name": one.name,
                "tier": one.tier.value,
                "manager": one.manager,
                "silent_days": one.silent_days(today),
            }
            for one in service.due()
        ]
        return {"total": len(rows_due), "rows": rows_due}
    if options.action == "return" and options.all:
        chosen = [one.customer_id for one in service.due()]
    else:
        chosen = _chosen(session, options)
    if options.action == "claim":
        changes = service.claim(chosen)
    elif options.action == "release":
        changes = service.release(chosen, options.reason)
    else:
        changes = service.return_due(chosen)
    return {"operation": int(changes.operation_id), "customers": len(chosen)}


def _hand_over_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("leaver", metavar="FROM", help="who gives the customers away")
    parser.add_argument("receiver", metavar="TO", help="who gets them")
    parser.add_argument("--dry-run", action="store_true", help="only tell what would move")


def _hand_over(session: Session, options: Namespace) -> Result:
    service = session.services.pools
    leaver, receiver = (find_person(session, key) for key in (options.leaver, options.receiver))
    plan = service.plan_hand_over(leaver.id, receiver.id)
    told: dict[str, object] = {
        "customers": plan.customers,
        "visits": plan.visits,
        "complaints": plan.complaints,
        "kept": list(plan.accused_in),
    }
    if options.dry_run:
        return {"operation": None, **told}
    changes = service.hand_over(leaver.id, receiver.id)
    return {"operation": int(changes.operation_id), **told}


def _chosen(session: Session, options: Namespace) -> list[CustomerId]:
    if not options.customers:
        raise NobodyChosenError
    return [session.services.customers.id_of(key) for key in options.customers]


COMMANDS = [
    Command(
        name="stages",
        help="list, accept or decline proposed stages",
        arguments=_stage_arguments,
        run=_stages,
    ),
    Command(
        name="pool",
        help="claim from the public pool, release, return who is due",
        arguments=_pool_arguments,
        run=_pool,
    ),
    Command(
        name="hand-over",
        help="give a person's customers, visits and complaints to another",
        arguments=_hand_over_arguments,
        run=_hand_over,
    ),
]
