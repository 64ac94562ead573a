"""Commands that find, list and show customers."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice
from time import perf_counter

from branchcrm.cli.command import Command, Result, Session, local_text
from branchcrm.cli.filters import (
    ALL,
    SORT_HELP,
    VIEW_HELP,
    WHERE_HELP,
    of_words,
    read_look,
    read_order,
)
from branchcrm.cli.holdings import holding_document
from branchcrm.cli.people import around
from branchcrm.cli.tiers import receipt_document
from branchcrm.domain.birthday import Birthday
from branchcrm.domain.customer import (
    CustomerFilter,
    CustomerOrder,
    CustomerRow,
    Figure,
    Shown,
)
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.filter_condition import all_of
from branchcrm.domain.filter_field import FieldKind, FilterField
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.shown_value import plain_value
from branchcrm.domain.timeline import TimelineAsk, TimelineEvent, TimelineKind
from branchcrm.domain.wording import Sentence, listed, mark
from branchcrm.reference.lunar import to_solar
from branchcrm.services.customer_masks import draft_from

DEFAULT_LIMIT = 50
_NOT_SHOWN = frozenset({"code", "manager_id", "own"})


class UnknownTimelineKindError(BranchCrmError):
    """The timeline was asked for a kind of event that it does not know."""

    happened = mark("动态里没有“{kind}”这一类")
    remedy = mark("可用的种类：{kinds}")


def row_document(row: CustomerRow, session: Session) -> dict[str, object]:
    """Give a list line as JSON."""
    return {
        "id": int(row.id),
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "tier": row.tier,
        "score": None if row.score_centi is None else row.score_centi / 100,
        "phone": row.phone,
        "manager": row.manager,
        "stage": row.stage,
        "last_seen": row.last_seen_on.isoformat() if row.last_seen_on else None,
        "amount_12m": f"{row.amount_12m_cents / 100:.2f}",
        "next_visit": local_text(row.next_visit_at, session),
        "open_complaints": row.open_complaints,
    }


def _search_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--limit", type=int, default=DEFAULT_LIMIT)


def _search(session: Session, options: Namespace) -> Result:
    services = session.services
    services.customers.search("预热", 1)
    started = perf_counter()
    result = services.customers.search(options.text, options.limit)
    elapsed_ms = (perf_counter() - started) * 1000
    rows = [
        {
            "id": int(hit.row.id),
            "code": hit.row.code,
            "name": hit.row.name,
            "tier": hit.row.tier,
            "phone": hit.row.phone,
            "matched": hit.matched_field,
        }
        for hit in result.hits
    ]
    total = result.total
    if total > len(rows):
        asked = CustomerFilter(text=options.text)
        total = len(services.customers.ids(asked, CustomerOrder()))
    return {"total": total, "rows": rows, "ms": round(elapsed_ms, 3)}


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--tier", default="", metavar="high,mid,low,none")
    parser.add_argument("--stage", default="", metavar="active,…")
    parser.add_argument("--where", default="", metavar="FILTER", help=WHERE_HELP)
    parser.add_argument("--view", default=ALL, metavar="NAME", help=VIEW_HELP)
    parser.add_argument("--sort", default="", metavar="[-]FIELD", help=SORT_HELP)
    parser.add_argument("--limit", type=int, default=DEFAULT_LIMIT)
    parser.add_argument("--offset", type=int, default=0)


def _list(session: Session, options: Namespace) -> Result:
    listed = of_words(session, tiers=options.tier, stages=options.stage)
    look = read_look(session, options.where, options.view)
    asked = replace(look.asked, where=all_of(look.asked.where, listed))
    order = read_order(session, options.sort, look.order)
    shown = look.columns if order.by is None else (*look.columns, order.by)
    fields = tuple(dict.fromkeys(shown))
    ids = session.services.customers.ids(asked, order)
    page = ids[options.offset : options.offset + options.limit]
    lines = session.services.customers.rows(page, fields=fields)
    return {"total": len(ids), "rows": [_listed(line, fields, session) for line in lines]}


def _listed(row: CustomerRow, fields: Sequence[FilterField], session: Session) -> dict[str, object]:
    """Give a list line with the columns of its view that the line does not have anyway."""
    document = row_document(row, session)
    added = {one.key: _plain(one, row.more[one.key]) for one in fields}
    return {**added, **document}


def _plain(field: FilterField, value: Shown) -> object:
    plain = plain_value(field, value)
    if field.kind is FieldKind.MONEY and plain is not None:
        return f"{plain:.2f}"
    return float(plain) if isinstance(plain, Decimal) else plain


def _show_arguments(parser: ArgumentParser) -> None:
    kinds = ",".join(TimelineKind)
    parser.add_argument("customer", metavar="CUSTOMER")
    parser.add_argument("--kind", default="", metavar=kinds, help="only these of the timeline")
    parser.add_argument("--text", default="", metavar="TEXT", help="words in the timeline")
    parser.add_argument(
        "--limit", type=int, default=None, metavar="N", help="at most so many of the timeline"
    )


def _show(session: Session, options: Namespace) -> Result:
    services = session.services
    customer = services.customers.get(services.customers.id_of(options.customer))
    own = services.own_fields.in_use()
    draft = draft_from(customer.facts, own)
    fields = {
        field.name: getattr(draft, field.name)
        for field in dataclass_fields(draft)
        if field.name not in _NOT_SHOWN
    }
    receipt = services.tiers.receipt(customer.id)
    due = services.visit_lists.next_contact_due(customer.id)
    birthday = next_birthday(session, customer.facts.birthday)
    return {
        "id": int(customer.id),
        **fields,
        "code": customer.code,
        "manager": customer.manager,
        "tier": customer.tier,
        "score": None if customer.score_centi is None else customer.score_centi / 100,
        "amount_12m": f"{customer.amount_12m_cents / 100:.2f}",
        "trades_12m": customer.trades_12m,
        "last_trade": customer.last_trade_on,
        "last_contact": local_text(customer.last_contact_at, session),
        "next_visit": local_text(customer.next_visit_at, session),
        "next_contact_due": due,
        "next_birthday": birthday,
        "open_complaints": customer.open_complaints,
        "is_removed": customer.is_removed,
        "figures": [_figure(figure) for figure in customer.figures],
        "receipt": None if receipt is None else receipt_document(receipt, session),
        "timeline": [_event(event, session) for event in _events(session, customer.id, options)],
        "timeline_counts": dict(services.timelines.counts(customer.id)),
        "holdings": [holding_document(one) for one in services.holdings.of_customer(customer.id)],
        **around(session, customer.id),
        "own": {one.name: draft.own[one.key] for one in own if draft.own[one.key]},
        "promises": [],
    }


def next_birthday(session: Session, birthday: Birthday | None) -> date | None:
    """Give the day on which a birthday comes round next, lunar ones by their own rule."""
    return None if birthday is None else birthday.next_occurrence(session.clock.today(), to_solar)


def _figure(figure: Figure) -> dict[str, object]:
    return {"measure": figure.measure, "as_of": figure.as_of, "value": figure.value}


def _events(
    session: Session, customer_id: CustomerId, options: Namespace
) -> Iterator[TimelineEvent]:
    names = [name for name in options.kind.split(",") if name]
    unknown = [name for name in names if name not in list(TimelineKind)]
    if unknown:
        raise UnknownTimelineKindError(kind=unknown[0], kinds=listed(TimelineKind))
    asked = TimelineAsk(
        kinds=frozenset(TimelineKind(name) for name in names),
        text=options.text,
        translate=session.translate,
    )
    return islice(session.services.timelines.all(customer_id, asked), options.limit)


def _event(event: TimelineEvent, session: Session) -> dict[str, object]:
    local = event.at.astimezone(session.clock.zone)
    return {
        "at": local_text(event.at, session) if event.has_time else local.date().isoformat(),
        "kind": event.kind,
        "aspect": event.aspect,
        "title": session.text(event.title),
        "text": _words(event.detail, session),
        "who": _words(event.who, session),
        "ref": event.ref_id,
    }


def _words(text: Sentence | str, session: Session) -> str:
    return session.text(text) if isinstance(text, Sentence) else text


COMMANDS = [
    Command(name="search", help="find customers", arguments=_search_arguments, run=_search),
    Command(name="customers", help="list customers", arguments=_list_arguments, run=_list),
    Command(name="show", help="show one customer", arguments=_show_arguments, run=_show),
]
