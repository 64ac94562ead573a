"""Commands of tier rules: show, set, try, write the next one, and set a tier by hand."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from branchcrm.cli.command import Command, Result, Session
from branchcrm.cli.filters import tier_of
from branchcrm.cli.tiers import add_yes, read_policy
from branchcrm.domain.money import yuan_of
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_override import TierOverride
from branchcrm.domain.tier_policy_json import policy_to_json, with_version
from branchcrm.domain.tier_trial import TierLoad, Trial


def _policy_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    places = {action: actions.add_parser(action) for action in _ACTIONS}
    places["show"].add_argument("--version", type=int)
    for action in ("set", "try", "save"):
        places[action].add_argument("file", type=Path, metavar="FILE")
    places["try"].add_argument("--limit", type=int, help="name at most so many movers")
    places["try"].add_argument("--out", type=Path, metavar="OUT.xlsx", help="write the movers")
    for action in ("set", "apply"):
        add_yes(places[action])
    places["return"].add_argument("--reason", required=True, metavar="TEXT")


def _policy(session: Session, options: Namespace) -> Result:
    return _ACTIONS[options.action](session, options)


def _show(session: Session, options: Namespace) -> Result:
    tiers = session.services.tiers
    active = tiers.policy()
    stored = active if options.version is None else tiers.version(options.version)
    return with_version(
        policy_to_json(stored.policy), stored.version, active=stored.id == active.id
    )


def _set(session: Session, options: Namespace) -> Result:
    tiers = session.services.tiers
    changes = tiers.set_policy(read_policy(options.file), is_sure=options.yes)
    stored = tiers.policies()[0]
    return {
        "operation": changes.operation_id,
        "version": stored.version,
        "name": stored.policy.text.name,
    }


def _try(session: Session, options: Namespace) -> Result:
    policy = read_policy(options.file)
    document = _trial(session.services.tier_trials.preview(policy, options.limit), session)
    if options.out is None:
        return document
    lists = session.services.tier_lists
    return {**document, "file": str(lists.write_trial(options.out, policy, session.translate).file)}


def _save(session: Session, options: Namespace) -> Result:
    drafts = session.services.tier_drafts
    kept = drafts.draft()
    changes = drafts.save(read_policy(options.file), None if kept is None else kept.edit)
    return {"operation": changes.operation_id}


def _act(session: Session, options: Namespace) -> Result:
    drafts = session.services.tier_drafts
    if options.action == "return":
        return {"operation": drafts.send_back(options.reason).operation_id}
    if options.action == "apply":
        return {"operation": drafts.apply(is_sure=options.yes).operation_id}
    acts = {"discard": drafts.discard, "submit": drafts.submit}
    return {"operation": acts[options.action]().operation_id}


def _versions(session: Session, _options: Namespace) -> Result:
    active = session.services.tiers.policy()
    rows = [
        {
            "version": stored.version,
            "name": stored.policy.text.name,
            "effective_on": stored.effective_on.isoformat(),
            "active": stored.id == active.id,
            "withdrawn": stored.is_withdrawn,
        }
        for stored in session.services.tiers.policies()
    ]
    return {"total": len(rows), "rows": rows}


def _draft(session: Session, _options: Namespace) -> Result:
    draft = session.services.tier_drafts.draft()
    if draft is None:
        return {"draft": None}
    return {
        "draft": policy_to_json(draft.policy),
        "state": draft.state,
        "note": draft.note,
        "author": draft.author,
    }


def _trial(trial: Trial, session: Session) -> Result:
    return {
        "as_of": trial.as_of.isoformat(),
        "up": trial.up,
        "down": trial.down,
        "placed": trial.placed,
        "gone": trial.gone,
        "large": trial.is_large,
        "before": _loads(trial.before),
        "after": _loads(trial.after),
        "moves": [
            {
                "id": int(move.customer_id),
                "name": move.name,
                "from": move.from_tier,
                "to": move.to_tier,
                "score": [_points(move.from_score_centi), _points(move.to_score_centi)],
                "reason": session.text(move.reason),
            }
            for move in trial.moves
        ],
        "seconds": round(trial.seconds, 3),
    }


def _points(centi: int | None) -> float | None:
    return None if centi is None else centi / 100


def _loads(loads: Mapping[Tier, TierLoad]) -> dict[str, dict[str, float]]:
    return {
        tier: {
            "customers": load.customers,
            "amount": float(yuan_of(load.amount_cents)),
            "contacts_a_year": load.contacts(tier),
        }
        for tier, load in loads.items()
    }


def _override_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", default="list", choices=("list", "report", "set", "lift")
    )
    parser.add_argument("customer", nargs="?", metavar="CUSTOMER")
    parser.add_argument("--tier", default="", metavar="high,mid,low")
    parser.add_argument("--reason", default="", metavar="TEXT")
    parser.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")


def _override(session: Session, options: Namespace) -> Result:
    service = session.services.tier_overrides
    if options.action == "list":
        rows = [_by_hand(one) for one in service.all()]
        return {"total": len(rows), "rows": rows}
    if options.action == "report":
        return _override_report(session)
    customer_id = session.services.customers.id_of(options.customer or "")
    if options.action == "lift":
        return {"operation": service.lift(customer_id).operation_id}
    tier = tier_of(session, options.tier) if options.tier else Tier.NONE
    changes = service.set(customer_id, tier, options.reason, options.until)
    return {"operation": changes.operation_id}


def _override_report(session: Session) -> Result:
    found, sums = session.services.tier_overrides.ever()
    today = session.clock.today()
    return {
        "people": [{"staff": one.staff, "total": one.total} | dict(one.ends) for one in sums],
        "total": len(found),
        "rows": [_by_hand(one) | {"state": one.end(today)} for one in found],
    }


def _by_hand(one: TierOverride) -> dict[str, object]:
    return {
        "id": int(one.customer_id),
        "name": one.name,
        "tier": one.tier,
        "reason": one.reason,
        "staff": one.staff,
        "from": one.starts_on.isoformat(),
        "until": one.ends_on.isoformat(),
    }


_ACTIONS = {
    "show": _show,
    "set": _set,
    "try": _try,
    "save": _save,
    "draft": _draft,
    "list": _versions,
    "apply": _act,
    "discard": _act,
    "submit": _act,
    "return": _act,
}

COMMANDS = [
    Command(
        name="policy",
        help="show, set, try or write the tier rule",
        arguments=_policy_arguments,
        run=_policy,
    ),
    Command(
        name="override",
        help="set a tier by hand for a time, or list and lift those",
        arguments=_override_arguments,
        run=_override,
    ),
]
