"""Commands of value tiers: counts, reviews, receipts and the rule."""

import json
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from branchcrm.cli.command import Command, Result, Session
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.money import yuan_of
from branchcrm.domain.tier import CLASSIFIED, Tier
from branchcrm.domain.tier_outcome import RetierOutcome, TierOverview
from branchcrm.domain.tier_override import TierOverride
from branchcrm.domain.tier_policy import Policy, is_money
from branchcrm.domain.tier_policy_json import policy_from_json
from branchcrm.domain.tier_time import Basis, TimePoint
from branchcrm.domain.wording import mark

if TYPE_CHECKING:
    from branchcrm.domain.tier_receipt_parts import Receipt, ReceiptLine
    from branchcrm.domain.tier_source import SourceSheet


class PolicyFileError(BranchCrmError):
    """The file of a rule cannot be read."""

    happened = mark("没有读到分层规则：{path} 打不开或不是 JSON")
    remedy = mark("可以用 branchcrm policy show 输出现行规则，改好后再用")


def _tiers_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--by-rule", action="store_true", help="tell that day by the rule of today")


def _tiers(session: Session, options: Namespace) -> Result:
    if options.by_rule:
        return _by_rule(session, options)
    overview = session.services.tiers.overview(options.as_of)
    return {
        "policy": {"version": overview.version, "name": overview.policy.text.name},
        "as_of": overview.as_of.isoformat() if overview.as_of else None,
        "names": {tier: session.text(session.tier_names.of(tier)) for tier in CLASSIFIED},
        "counts": {tier: count.customers for tier, count in overview.counts.items()},
        "amounts": {
            tier: float(yuan_of(count.amount_cents)) for tier, count in overview.counts.items()
        },
        "moves": _moves(overview),
        "previous_as_of": (
            overview.previous_as_of.isoformat() if overview.previous_as_of else None
        ),
    }


def _by_rule(session: Session, options: Namespace) -> Result:
    day = options.as_of or session.clock.today()
    point = TimePoint(day=day, basis=Basis.RULE_OF_TODAY)
    snapshot = session.services.tier_views.times.snapshot(point)
    return {
        "policy": {"version": snapshot.version, "name": snapshot.policy_name},
        "as_of": snapshot.point.day.isoformat(),
        "basis": snapshot.point.basis,
        "counts": {tier: count.customers for tier, count in snapshot.counts.items()},
        "amounts": {
            tier: float(yuan_of(count.amount_cents)) for tier, count in snapshot.counts.items()
        },
        "moves": {},
    }


def _moves(overview: TierOverview) -> dict[str, dict[str, int]]:
    moves: dict[str, dict[str, int]] = {}
    for (before, after), count in overview.moves.items():
        moves.setdefault(before, {})[after] = count
    return moves


def _retier_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--policy", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--if-due", action="store_true", help="only when a fresh period began")
    add_yes(parser)


def add_yes(parser: ArgumentParser) -> None:
    """Let a script say yes to a rule that moves more than half of the customers."""
    parser.add_argument("--yes", action="store_true", help="although more than half would move")


def _retier(session: Session, options: Namespace) -> Result:
    if options.if_due:
        due = session.services.tiers.retier_if_due()
        return {"operation": None} if due is None else _outcome(session, due)
    policy = read_policy(options.policy) if options.policy else None
    outcome = session.services.tiers.retier(
        session, dry_run=options.dry_run, policy=policy, is_sure=options.yes
    )
    return _outcome(session, outcome)


def _outcome(session: Session, outcome: RetierOutcome) -> Result:
    notices = [session.text(notice) for notice in outcome.notices]
    for notice in outcome.notices:
        session.note(notice)
    return {
        "operation": outcome.operation_id,
        "policy": {"version": outcome.version, "name": outcome.policy_name},
        "as_of": outcome.as_of.isoformat(),
        "counts": dict(outcome.counts),
        "up": outcome.up,
        "down": outcome.down,
        "placed": outcome.placed,
        "gone": outcome.gone,
        "watch": outcome.watch,
        "unchanged": outcome.unchanged,
        "notices": notices,
        "seconds": round(outcome.seconds, 3),
    }


def read_policy(path: Path) -> Policy:
    """Read the file of a rule.

    Raises:
        PolicyFileError: the file cannot be read or is no JSON.
        InvalidDraftError: it is no usable rule.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise PolicyFileError(path=str(path)) from error
    return policy_from_json(document)


def _explain_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER")
    parser.add_argument("--rows", action="store_true", help="with the rows behind every figure")


def _explain(session: Session, options: Namespace) -> Result:
    services = session.services
    customer_id = services.customers.id_of(options.customer)
    receipt = services.tiers.receipt(customer_id)
    if receipt is None:
        stored, by_hand = services.tiers.policy(), services.tier_overrides.of(customer_id)
        return {
            "tier": Tier.NONE if by_hand is None else by_hand.tier,
            "rule_tier": Tier.NONE,
            "override": override_document(by_hand, session),
            "policy": {"version": stored.version, "name": stored.policy.text.name},
            "inputs": [],
            "points": [],
            "thresholds": [],
            "previous": None,
            "watch": 0,
            "next_tier": None,
        }
    document = receipt_document(receipt, session)
    if options.rows:
        sheets = services.tier_views.sources.sheets(customer_id)
        document["sources"] = [_sheet(sheet, session) for sheet in sheets]
    return document


def _sheet(sheet: "SourceSheet", session: Session) -> dict[str, object]:
    return {
        "measure": sheet.measure,
        "agrees": sheet.agrees,
        "text": session.text(sheet.verdict),
        "rows": [
            {
                "day": row.day.isoformat(),
                "amount": float(yuan_of(row.amount_cents)),
                "product": row.product,
                "origin": row.origin,
            }
            for row in sheet.rows
        ],
    }


def receipt_document(receipt: "Receipt", session: Session) -> dict[str, object]:
    """Give a receipt as JSON."""
    return {
        "tier": receipt.counting_tier,
        "rule_tier": receipt.tier,
        "override": override_document(receipt.by_hand, session),
        "level": session.text(receipt.level),
        "score": None if receipt.score is None else float(receipt.score),
        "policy": {"version": receipt.version, "name": receipt.policy_name},
        "as_of": receipt.window.as_of.isoformat(),
        "window": [receipt.window.start.isoformat(), receipt.window.end.isoformat()],
        "reported_on": receipt.reported_on.isoformat() if receipt.reported_on else None,
        "inputs": [_input(line, session) for line in receipt.lines],
        "points": [
            {
                "measure": line.measure,
                "points": None if line.points is None else float(line.points),
                "weight": line.weight,
                "blocks": line.blocks,
            }
            for line in receipt.lines
        ],
        "thresholds": [
            {
                "tier": line.tier,
                "label": session.text(line.label),
                "at_least": float(line.at_least),
            }
            for line in receipt.thresholds
        ],
        "previous": receipt.previous,
        "event": receipt.event,
        "watch": receipt.misses,
        "watch_text": session.text(receipt.watch) if receipt.watch else None,
        "falls_on": receipt.watch_falls_on.isoformat() if receipt.watch_falls_on else None,
        "patience": receipt.patience,
        "next_tier": _next_tier(receipt, session),
        "fall": _fall(receipt, session),
    }


def override_document(by_hand: TierOverride | None, session: Session) -> dict[str, object] | None:
    """Give a tier set by hand as JSON: why, by whom, until when."""
    if by_hand is None:
        return None
    return {
        "tier": by_hand.tier,
        "reason": by_hand.reason,
        "approver": by_hand.staff,
        "from": by_hand.starts_on.isoformat(),
        "expires": by_hand.ends_on.isoformat(),
        "text": session.text(by_hand.sentence),
    }


def _input(line: "ReceiptLine", session: Session) -> dict[str, object]:
    value = float(yuan_of(line.value)) if is_money(line.measure) else line.value
    return {
        "measure": line.measure,
        "label": session.text(line.label),
        "value": value,
        "text": session.text(line.text),
    }


def _next_tier(receipt: "Receipt", session: Session) -> dict[str, object] | None:
    following = receipt.next_tier
    if following is None:
        return None
    return {
        "tier": following.tier,
        "label": session.text(following.label),
        "gap": float(following.gap),
        "ways": [session.text(way.sentence) for way in following.ways],
    }


def _fall(receipt: "Receipt", session: Session) -> dict[str, object] | None:
    fall = receipt.fall
    if fall is None:
        return None
    return {
        "causes": [session.text(cause) for cause in fall.causes],
        "on": fall.day.isoformat() if fall.day else None,
        "text": session.text(fall.sentence) if fall.sentence else None,
    }


COMMANDS = [
    Command(name="tiers", help="count the tiers", arguments=_tiers_arguments, run=_tiers),
    Command(name="retier", help="apply the tier rule", arguments=_retier_arguments, run=_retier),
    Command(name="explain", help="explain a tier", arguments=_explain_arguments, run=_explain),
]
