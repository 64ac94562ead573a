"""Commands that find, list and show customers."""

from argparse import ArgumentParser, Namespace
from time import perf_counter

from branchcrm.cli.command import Command, Result, Session, local_text
from branchcrm.domain.customer import (
    CustomerFilter,
    CustomerOrder,
    CustomerRow,
    CustomerSort,
    Stage,
)
from branchcrm.domain.tier import Tier

DEFAULT_LIMIT = 50
ASCENDING = frozenset({CustomerSort.NAME, CustomerSort.CODE, CustomerSort.MANAGER})


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
    return {"total": result.total, "rows": rows, "ms": round(elapsed_ms, 3)}


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--tier", default="", metavar="high,mid,low,none")
    parser.add_argument("--stage", default="", metavar="active,…")
    parser.add_argument("--sort", default=CustomerSort.LAST_SEEN, choices=list(CustomerSort))
    parser.add_argument("--limit", type=int, default=DEFAULT_LIMIT)
    parser.add_argument("--offset", type=int, default=0)


def _list(session: Session, options: Namespace) -> Result:
    asked = CustomerFilter(
        tiers=frozenset(Tier(name) for name in options.tier.split(",") if name),
        stages=frozenset(Stage(name) for name in options.stage.split(",") if name),
    )
    column = CustomerSort(options.sort)
    order = CustomerOrder(column=column, is_descending=column not in ASCENDING)
    ids = session.services.customers.ids(asked, order)
    page = ids[options.offset : options.offset + options.limit]
    rows = [row_document(row, session) for row in session.services.customers.rows(page)]
    return {"total": len(ids), "rows": rows}


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER")


def _show(session: Session, options: Namespace) -> Result:
    services = session.services
    customer = services.customers.get(services.customers.id_of(options.customer))
    facts = customer.facts
    draft = services.customers.draft_of(customer.id)
    fields = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
    return {
        "id": int(customer.id),
        **fields,
        "code": customer.code,
        "manager": customer.manager,
        "gender": facts.gender,
        "tier": customer.tier,
        "is_removed": customer.is_removed,
    }


COMMANDS = [
    Command(name="search", help="find customers", arguments=_search_arguments, run=_search),
    Command(name="customers", help="list customers", arguments=_list_arguments, run=_list),
    Command(name="show", help="show one customer", arguments=_show_arguments, run=_show),
]
