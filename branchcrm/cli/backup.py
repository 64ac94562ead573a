"""Commands that copy the book into one file and bring it back."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from branchcrm.cli.command import Command, Result, Session
from branchcrm.domain.ids import CustomerId
from branchcrm.services.backups import BackupSecret, restore_book


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("out", nargs="?", type=Path, metavar="OUT", help="file or folder")


def _backup(session: Session, options: Namespace) -> Result:
    made = session.services.backups.back_up(options.out, session)
    return {"file": str(made.path), "rows": made.rows}


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a backup")
    parser.add_argument("--customer", type=int, metavar="ID", help="bring one customer back")


def _restore(session: Session, options: Namespace) -> Result:
    if options.customer is not None:
        rescue = session.services.backups.bring_customer_back(
            options.file, CustomerId(options.customer)
        )
        return {"operation": int(rescue.changes.operation_id), "rows": rescue.rows}
    secret = BackupSecret(user=session.options.user, password=session.password)
    restored = restore_book(options.file, session.folder, secret, session.clock.now())
    changes = session.services.backups.note_restored(options.file)
    return {
        "operation": int(changes.operation_id),
        "rows": restored.rows,
        "book": str(session.folder),
        "before": str(restored.aside) if restored.aside else None,
    }


COMMANDS = [
    Command(name="backup", help="copy the book", arguments=_backup_arguments, run=_backup),
    Command(name="restore", help="bring a copy back", arguments=_restore_arguments, run=_restore),
]
