"""Commands that erase a customer for good, and say how long records are kept."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict, replace

from branchcrm.cli.command import Command, Result, Session, assignments

RULE_NAMES = ("complaint_years", "record_years")


def _purge_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER")
    parser.add_argument(
        "--confirm",
        default=None,
        metavar="CODE",
        help="the customer's code; without it nothing is erased",
    )


def _purge(session: Session, options: Namespace) -> Result:
    purges = session.services.purges
    customer_id = session.services.customers.id_of(options.customer)
    plan = purges.plan(customer_id)
    found: dict[str, object] = {
        "id": int(customer_id),
        "code": plan.code,
        "rows": dict(plan.rows),
        "merged": list(plan.merged),
        "refused": [session.text(reason) for reason in plan.holds],
        "consequences": [session.text(words) for words in plan.consequences],
    }
    if options.confirm is None:
        return {"operation": None, **found}
    return {"operation": int(purges.purge(customer_id, options.confirm).operation_id), **found}


def _retention_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE", help=", ".join(RULE_NAMES))


def _retention(session: Session, options: Namespace) -> Result:
    purges = session.services.purges
    given = {
        name: int(value) if value.isdecimal() else -1
        for name, value in assignments(options.values, RULE_NAMES).items()
    }
    rule = purges.rule()
    if given:
        rule = replace(rule, **given)
        purges.set_rule(rule)
    return asdict(rule)


COMMANDS = [
    Command(
        name="purge",
        help="erase a customer in the recycle bin for good",
        arguments=_purge_arguments,
        run=_purge,
    ),
    Command(
        name="retention",
        help="how many years records are kept",
        arguments=_retention_arguments,
        run=_retention,
    ),
]
