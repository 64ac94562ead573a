"""Commands about customers one by one: what they spend elsewhere, who is close to a tier."""

from argparse import ArgumentParser, Namespace

from branchcrm.cli.command import Command, Result, Session, assignments, local_text
from branchcrm.cli.tier_views import DIGITS, share_document
from branchcrm.domain.money import yuan_of
from branchcrm.domain.tier_offer import REACH
from branchcrm.domain.wallet import WalletDraft

ACTIONS = ("near", "offer", "outcome")


def _wallet_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE", help="total, rival, source")


def _wallet(session: Session, options: Namespace) -> Result:
    services = session.services
    customer_id = services.customers.id_of(options.customer)
    if options.values:
        values = assignments(options.values, ("total", "rival", "source"))
        changes = services.tier_views.layers.keep_wallet(customer_id, WalletDraft(**values))
        return {"operation": int(changes.operation_id)}
    kept = services.tier_views.layers.wallet(customer_id)
    return {
        "total": None if kept.total_cents is None else float(yuan_of(kept.total_cents)),
        "rival": None if kept.rival_cents is None else float(yuan_of(kept.rival_cents)),
        "source": kept.source,
        "as_of": kept.as_of.isoformat() if kept.as_of else None,
    }


def _incentive_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", default="near", choices=ACTIONS)
    parser.add_argument("customers", nargs="*", metavar="CUSTOMER")
    parser.add_argument("--reach", type=int, default=REACH, help="points, or percent of a line")
    parser.add_argument("--note", default="", metavar="TEXT", help="what was said")
    parser.add_argument("--limit", type=int, default=100)


def _incentive(session: Session, options: Namespace) -> Result:
    service = session.services.tier_views.offers
    if options.action == "outcome":
        outcome = service.outcome()
        low, high = outcome.gap
        return {
            "rounds": outcome.rounds,
            "offered": share_document(outcome.offered),
            "others": share_document(outcome.others),
            "difference": [round(low, DIGITS), round(high, DIGITS)],
            "enough": outcome.is_enough,
            "verdict": session.text(outcome.verdict),
        }
    if options.action == "offer":
        ids = [session.services.customers.id_of(text) for text in options.customers]
        changes = service.offer(ids, options.note, options.reach)
        return {"operation": int(changes.operation_id), "offered": len(set(ids))}
    found = service.near(options.reach, options.limit)
    return {
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "reach": found.reach,
        "total": found.count,
        "rows": [
            {
                "id": int(one.customer_id),
                "name": one.name,
                "tier": one.tier,
                "target": one.target,
                "gap": session.text(one.gap),
                "way": session.text(one.way) if one.way else None,
                "offered_at": local_text(one.offered_at, session),
            }
            for one in found.customers
        ],
    }


COMMANDS = [
    Command(
        name="wallet",
        help="what a customer spends elsewhere",
        arguments=_wallet_arguments,
        run=_wallet,
    ),
    Command(
        name="incentive",
        help="customers close to the next tier",
        arguments=_incentive_arguments,
        run=_incentive,
    ),
]
