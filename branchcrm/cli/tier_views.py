"""Commands that look at tiers from other sides: over time, for fairness, by other layers."""

from argparse import ArgumentParser, Namespace
from datetime import date

from branchcrm.cli.command import Command, Result, Session
from branchcrm.cli.filters import BadFilterError, tier_of
from branchcrm.domain.characters import plain, without_spaces
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.fairness import GROUP_LABELS, PROMISE_LABELS, GroupMix, Trait
from branchcrm.domain.layer import CLASS_LABELS, LAYER_LABELS, Layer
from branchcrm.domain.money import yuan_of
from branchcrm.domain.proportion import Proportion
from branchcrm.domain.tier_time import Basis, TimePoint, Way, retention
from branchcrm.domain.wording import listed, mark, say
from branchcrm.services.tier_times import Migration

DIGITS = 6


class NoLayerError(BranchCrmError):
    """Members were asked for without saying of which layer."""

    happened = mark("没有列出：--members 要写明是哪一种分层的哪一类")
    kept = ""
    remedy = mark("例如：branchcrm layers abc --members A")


def _migration_arguments(parser: ArgumentParser) -> None:
    for name in ("from", "to"):
        parser.add_argument(
            f"--{name}",
            dest=f"{name}_day",
            type=date.fromisoformat,
            required=True,
            metavar="YYYY-MM-DD",
        )
    parser.add_argument(
        "--by-rule", action="store_true", help="tell the first day by the rule of today"
    )
    parser.add_argument("--way", metavar="high,mid", help="list who went from one tier to another")
    parser.add_argument("--limit", type=int)


def _way(session: Session, text: str) -> Way:
    """Read two tiers such as high,mid, in any case or as they are called."""
    before, _, after = text.replace("，", ",").partition(",")
    return tier_of(session, before), tier_of(session, after)


def _migration(session: Session, options: Namespace) -> Result:
    way = _way(session, options.way) if options.way else None
    times = session.services.tier_views.times
    basis = Basis.RULE_OF_TODAY if options.by_rule else Basis.REVIEWED
    found = times.migration(
        TimePoint(day=options.from_day, basis=basis), TimePoint(day=options.to_day, basis=basis)
    )
    moves: dict[str, dict[str, int]] = {}
    for (before, after), count in found.moves.items():
        moves.setdefault(before, {})[after] = count
    document = {
        "basis": basis,
        "from": _snapshot(found, 0),
        "to": _snapshot(found, 1),
        "moves": moves,
        "retention": {
            tier: share_document(share) for tier, share in retention(found.moves).items()
        },
    }
    if way is None:
        return document
    movers = times.movers(found, way, options.limit)
    return document | {
        "rows": [
            {
                "id": int(mover.customer_id),
                "name": mover.name,
                "from_score": _points(mover.from_score_centi),
                "to_score": _points(mover.to_score_centi),
            }
            for mover in movers
        ]
    }


def _snapshot(found: Migration, place: int) -> dict[str, object]:
    snapshot = (found.first, found.second)[place]
    return {
        "day": snapshot.point.day.isoformat(),
        "as_of": snapshot.as_of.isoformat() if snapshot.as_of else None,
        "policy": {"version": snapshot.version, "name": snapshot.policy_name},
        "counts": {tier: count.customers for tier, count in snapshot.counts.items()},
        "amounts": {
            tier: float(yuan_of(count.amount_cents)) for tier, count in snapshot.counts.items()
        },
    }


def _points(centi: int | None) -> float | None:
    return None if centi is None else centi / 100


def share_document(share: Proportion) -> dict[str, object]:
    """Give a share with its interval as JSON."""
    low, high = share.interval
    return {
        "of": share.total,
        "count": share.hits,
        "share": round(share.share, DIGITS),
        "low": round(low, DIGITS),
        "high": round(high, DIGITS),
    }


def _fairness_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--differences", action="store_true", help="only the report of differences")


def _fairness(session: Session, options: Namespace) -> Result:
    service = session.services.tier_views.fairness
    groups = [_group(mix, session) for mix in service.differences()]
    if options.differences:
        return {"groups": groups}
    report = service.check(session)
    return {
        "policy": {"version": report.version, "name": report.policy_name},
        "as_of": report.as_of.isoformat(),
        "customers": report.customers,
        "fair": report.is_fair,
        "tests": [
            {
                "test": result.promise,
                "label": session.translate(PROMISE_LABELS[result.promise]),
                "kept": result.is_kept,
                "checked": result.checked,
                "finding": session.text(result.finding),
            }
            for result in report.results
        ],
        "groups": groups,
    }


def _group(mix: GroupMix, session: Session) -> dict[str, object]:
    told: dict[str, object] = {
        "trait": mix.trait,
        "group": session.translate(GROUP_LABELS[Trait(mix.trait), mix.key]),
        "people": mix.people,
        "told": mix.is_told,
    }
    if mix.is_told:
        told["tiers"] = {
            tier: share_document(share) | {"differs": mix.differs(tier)}
            for tier, share in mix.tiers.items()
        }
    return told


def _layers_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "layer", nargs="?", type=str.lower, choices=[layer.value for layer in Layer]
    )
    parser.add_argument("--members", metavar="CLASS", help="list the customers of a class")
    parser.add_argument("--limit", type=int)


def _layers(session: Session, options: Namespace) -> Result:
    asked = [Layer(options.layer)] if options.layer else list(Layer)
    key = None
    if options.members is not None:
        if not options.layer:
            raise NoLayerError
        key = _class_of(asked[0], options.members)
    board = session.services.tier_views.layers.board()
    document: dict[str, object] = {
        "as_of": board.as_of.isoformat(),
        "layers": {
            layer: {
                "label": session.translate(LAYER_LABELS[layer]),
                "classes": {
                    line.key: {
                        "label": session.translate(CLASS_LABELS[layer][line.key]),
                        "customers": line.customers,
                        "amount": float(yuan_of(line.amount_cents)),
                        "people_share": round(line.people_share, DIGITS),
                        "money_share": round(line.money_share, DIGITS),
                    }
                    for line in board.tables[layer].lines
                },
            }
            for layer in asked
        },
    }
    if board.concentration is not None:
        document["top_20_share"] = round(board.concentration.top_share, DIGITS)
        document["gini"] = round(board.concentration.gini, DIGITS)
    if key is not None:
        members = board.members(asked[0], key)[: options.limit]
        rows = session.services.customers.rows(members)
        document["rows"] = [
            {"id": int(row.id), "code": row.code, "name": row.name, "tier": row.tier}
            for row in rows
        ]
    return document


def _class_of(layer: Layer, text: str) -> str:
    """Read a class by its key or its Chinese name, in any case.

    Raises:
        BadFilterError: the layer has no such class.
    """
    labels = CLASS_LABELS[layer]
    asked = without_spaces(plain(text)).lower()
    for key, label in labels.items():
        if asked in {key.lower(), without_spaces(label).lower()}:
            return key
    known = listed(say("{word} {label}", word=key, label=say(labels[key])) for key in labels)
    raise BadFilterError(name=say(LAYER_LABELS[layer]), text=text.strip(), choices=known)


def _watch_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--limit", type=int)


def _watch(session: Session, options: Namespace) -> Result:
    found = session.services.tier_lists.watched(options.limit)
    return {
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "total": found.total,
        "rows": [
            {
                "id": int(one.customer_id),
                "name": one.name,
                "tier": one.tier,
                "score": _points(one.score_centi),
                "misses": one.misses,
                "falls_on": one.falls_on.isoformat(),
            }
            for one in found.customers
        ],
    }


COMMANDS = [
    Command(
        name="watch",
        help="who is short of the tier, and the day on which each would fall",
        arguments=_watch_arguments,
        run=_watch,
    ),
    Command(
        name="migration",
        help="compare the tiers of two days",
        arguments=_migration_arguments,
        run=_migration,
    ),
    Command(
        name="fairness",
        help="prove on this book that the rule is fair",
        arguments=_fairness_arguments,
        run=_fairness,
    ),
    Command(
        name="layers",
        help="divide the customers by other questions",
        arguments=_layers_arguments,
        run=_layers,
    ),
]
