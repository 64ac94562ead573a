"""Commands that make a book."""

from argparse import ArgumentParser, Namespace

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.cli.command import Command, Result, Session
from branchcrm.data.keys import NoPasswordError


def _init_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--branch", default="我的网点", metavar="NAME", help="the branch's name")


def _init(session: Session, options: Namespace) -> Result:
    if session.password is None:
        raise NoPasswordError
    user = options.user or "管理员"
    first = FirstUser(branch=options.branch, name=user, password=session.password)
    created = create_book(session.folder, first, session.clock)
    session.book = created.book
    return {
        "book": str(session.folder),
        "user": user,
        "recovery_key": created.recovery_key,
    }


COMMANDS = [
    Command(name="init", help="make a book", arguments=_init_arguments, run=_init),
]
