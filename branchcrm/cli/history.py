"""Commands that look at the past, take it back, do it again and verify it."""

from argparse import ArgumentParser, Namespace

from branchcrm.cli.command import Command, Result, Session, local_text
from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId, OperationId
from branchcrm.domain.wording import mark


class NobodyNamedError(BranchCrmError):
    """A field's history was asked for without saying whose."""

    happened = mark("没有说是哪位客户的修改历史")
    kept = ""
    remedy = mark("写成 history 客户编号 --field 项目")


def _history_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", nargs="?", metavar="CUSTOMER")
    parser.add_argument("--limit", type=int, default=50)
    parser.add_argument(
        "--field", metavar="FIELD", help="what one field of the customer held before"
    )


def _history(session: Session, options: Namespace) -> Result:
    services = session.services
    about = services.customers.id_of(options.customer) if options.customer else None
    if options.field is not None:
        return _field_history(session, about, options)
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


def _field_history(session: Session, about: CustomerId | None, options: Namespace) -> Result:
    if about is None:
        raise NobodyNamedError
    found = session.services.field_history.of_customer(about, options.field)
    changes = [
        {
            "operation": int(change.operation_id),
            "what": session.text(change.what),
            "who": change.actor,
            "at": local_text(change.at, session),
            "field": change.field,
            "before": None if change.is_first else change.before,
            "after": change.after,
        }
        for change in found[: options.limit]
    ]
    return {"id": int(about), "field": options.field, "changes": changes}


def _restore_value_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER")
    parser.add_argument("field", metavar="FIELD")
    parser.add_argument(
        "--operation",
        type=int,
        metavar="N",
        help="bring back the value from before this operation (default: the latest change)",
    )


def _restore_value(session: Session, options: Namespace) -> Result:
    services = session.services
    number = services.customers.id_of(options.customer)
    operation = options.operation
    if operation is None:
        found = services.field_history.of_customer(number, options.field)
        operation = next((int(change.operation_id) for change in found), 0)
    changes = services.field_history.restore(number, options.field, OperationId(operation))
    return {"operation": int(changes.operation_id), "id": int(number)}


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
    Command(
        name="restore-value",
        help="bring back what a field of a customer held before",
        arguments=_restore_value_arguments,
        run=_restore_value,
    ),
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
