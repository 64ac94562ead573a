"""The command that fills a book with an invented branch."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from branchcrm.bootstrap import CreatedBook, FirstUser, create_book
from branchcrm.cli.command import Command, Result, Session
from branchcrm.data.place import BookPlace
from branchcrm.reference.demo.branch import BRANCH_NAME
from branchcrm.services.demo import DEFAULT_CUSTOMERS

FIRST_USER = "王敏"


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError as error:
        message = f"not a number: {text!r}"
        raise ArgumentTypeError(message) from error
    if number < 0:
        message = f"less than nothing: {text}"
        raise ArgumentTypeError(message)
    return number


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--customers", type=_count, default=DEFAULT_CUSTOMERS, metavar="N")
    parser.add_argument(
        "--transactions", type=_count, metavar="N", help="about ten per customer if left out"
    )
    parser.add_argument(
        "--interactions", type=_count, metavar="N", help="about 1.3 per customer if left out"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S")


def _demo(session: Session, options: Namespace) -> Result:
    created = _made_if_absent(session)
    try:
        counts = session.services.demo.fill(
            options.customers,
            options.transactions,
            options.seed,
            session,
            interactions=options.interactions,
        )
    except BaseException:
        if created is not None:
            _take_away(created)
        raise
    return {
        "customers": counts.customers,
        "transactions": counts.transactions,
        "interactions": counts.interactions,
        "complaints": counts.complaints,
        "visits": counts.visits,
    }


def _made_if_absent(session: Session) -> CreatedBook | None:
    """Make the book where there is none: with the password given, else one that opens freely."""
    place = BookPlace(session.folder)
    if place.exists() or place.database.exists():
        return None
    first = FirstUser(
        branch=BRANCH_NAME, name=session.options.user or FIRST_USER, password=session.password
    )
    created = create_book(session.folder, first, session.clock)
    session.book = created.book
    return created


def _take_away(created: CreatedBook) -> None:
    """Leave nothing of a book that was made only to be filled."""
    place = created.book.place
    created.book.close()
    place.keys.unlink(missing_ok=True)
    for path in place.folder.glob(f"{place.database.name}*"):
        path.unlink(missing_ok=True)


COMMANDS = [
    Command(
        name="demo",
        help="fill the book with invented customers",
        arguments=_arguments,
        run=_demo,
    )
]
