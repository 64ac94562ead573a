"""The command that takes back a workbook which was edited outside."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from branchcrm.cli.command import Command, Result, Session
from branchcrm.domain.three_way import CellState, Side
from branchcrm.services.locked_books import TakeBack
from branchcrm.services.locked_review import Review


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--on-conflict", choices=[side.value for side in Side], default="book")
    parser.add_argument("--dry-run", action="store_true", help="compare, write nothing")


def _run(session: Session, options: Namespace) -> Result:
    path, service = Path(options.file), session.services.locked_books
    if options.dry_run:
        return _document(session, service.review(path, session, session.translate))
    decided = TakeBack(on_conflict=Side(options.on_conflict))
    taken = service.take_back(path, decided, session, session.translate)
    operation = int(taken.changes.operation_id) if taken.changes else None
    return {
        "operation": operation,
        "updated": taken.updated,
        **_document(session, taken.review),
    }


def _document(session: Session, review: Review) -> Result:
    return {
        "rows": review.rows,
        "unchanged": review.unchanged,
        "cells": {state.value: sum(one.state is state for one in review.cells) for state in _SHOWN},
        "conflicts": [
            {
                "row": one.row,
                "code": one.code,
                "field": one.place.field,
                "base": one.base,
                "file": one.file,
                "book": one.book,
            }
            for one in review.conflicts
        ],
        "refused": [
            {
                "row": one.row,
                "code": one.code,
                "field": one.field or None,
                "reason": session.text(one.reason),
            }
            for one in review.refused
        ],
    }


_SHOWN = (CellState.CHANGED, CellState.AGREED, CellState.CONFLICT)

COMMANDS = [
    Command(
        name="import-edits",
        help="take back a workbook of export --editable",
        arguments=_arguments,
        run=_run,
    )
]
