"""What every command that takes one customer or all of a filter has in common."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from branchcrm.cli.command import Session
from branchcrm.cli.filters import ALL, VIEW_HELP, WHERE_HELP, read_filter
from branchcrm.domain.customer import CustomerOrder
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.left_out import LeftOut
from branchcrm.domain.wording import mark

MANY = "customers"


class OnlyForManyError(BranchCrmError):
    """An option that goes with many customers was given with a single one."""

    happened = mark("没有执行：{option} 只和 customers 一起用")
    remedy = mark("要处理多位客户，写 customers；只处理一位，去掉 {option}")


def add_many_arguments(parser: ArgumentParser) -> None:
    """Take whom to change, and whether only to look."""
    parser.add_argument("--where", default="", metavar="FILTER", help=WHERE_HELP)
    parser.add_argument("--view", default=ALL, metavar="NAME", help=VIEW_HELP)
    parser.add_argument("--dry-run", action="store_true", help="only tell what would change")


def require_one(options: Namespace) -> None:
    """Refuse what would be passed over with a single customer.

    Raises:
        OnlyForManyError: names the option.
    """
    given = {
        "--where": bool(options.where),
        "--view": options.view != ALL,
        "--dry-run": options.dry_run,
        "--per-day": bool(getattr(options, "per_day", "")),
    }
    for option, is_given in given.items():
        if is_given:
            raise OnlyForManyError(option=option)


def chosen(session: Session, options: Namespace) -> Sequence[int]:
    """Give the customers of the filter."""
    asked = read_filter(session, options.where, options.view)
    return session.services.customers.ids(asked, CustomerOrder())


def left_out(session: Session, found: Sequence[LeftOut]) -> list[dict[str, object]]:
    """Say whom a change to many leaves alone, and why."""
    return [
        {"why": session.text(one.reason), "count": one.count, "names": list(one.names)}
        for one in found
    ]
