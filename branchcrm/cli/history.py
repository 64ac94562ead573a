"""Commands that look at the past, take it back, do it again and verify it."""

from argparse import ArgumentParser, Namespace

from branchcrm.cli.command import Command, Result, Session, local_text
from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import OperationId


def _history_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", nargs="?", metavar="CUSTOMER")
    parser.add_argument("--limit", type=int, default=50)


def _history(session: Session, options: Namespace) -> Result:
    services = session.services
    about = services.customers.id_of(options.customer) if options.customer else None
    operations = [
        {
            "operation": int(done.id),
            "what": session.text(done.summary),
            "who": done.actor,
            "at": local_text(done.at, session),
            "name": done.name,
            "rows": done.row_count,
            "undone": not done.stands,
        }
        for done in services.history.latest(limit=options.limit, customer_id=about)
    ]
    return {"operations": operations}


def _undo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("operation", nargs="?", type=int, metavar="OPERATION")


def _undo(session: Session, options: Namespace) -> Result:
    number = OperationId(options.operation) if options.operation is not None else None
    return _reversed(session, session.services.history.undo(number))


def _redo(session: Session, _options: Namespace) -> Result:
    return _reversed(session, session.services.history.redo())


def _reversed(session: Session, changes: Changes) -> Result:
    kept = [{"row": row.row, "why": session.text(row.why)} for row in changes.kept]
    with session.services.context.read() as work:
        target = work.history.get(changes.operation_id).reverses_id
    return {"operation": int(changes.operation_id), "undone": target, "kept": kept}


def _verify(session: Session, _options: Namespace) -> Result:
    checks = session.services.history.verify()
    listed = [
        {"name": check.name, "ok": check.is_ok, "detail": session.text(check.detail)}
        for check in checks
    ]
    return {"ok": all(check.is_ok for check in checks), "checks": listed}


def _no_arguments(_parser: ArgumentParser) -> None:
    """Take nothing."""


COMMANDS = [
    Command(name="history", help="list what was done", arguments=_history_arguments, run=_history),
    Command(name="undo", help="take an operation back", arguments=_undo_arguments, run=_undo),
    Command(name="redo", help="do it again", arguments=_no_arguments, run=_redo),
    Command(
        name="verify",
        help="check that the book is whole",
        arguments=_no_arguments,
        run=_verify,
        fails_when=lambda result: not result["ok"],
    ),
]
