"""Runs one command: reads the options, opens the book, prints the result or the refusal."""

import gc
import os
import sys
import warnings
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import date
from functools import partial
from getpass import getpass
from typing import Any

from branchcrm.cli.asking import can_ask
from branchcrm.cli.command import Command, Session
from branchcrm.cli.output import json_text, plain_text
from branchcrm.cli.registry import commands, names
from branchcrm.data.keys import NoPasswordError
from branchcrm.domain.errors import BranchCrmError, CancelledError
from branchcrm.domain.wording import mark, say
from branchcrm.reference.catalogue import LANGUAGES, SOURCE_LANGUAGE, load_catalogue

SORT = "--sort"
REFUSED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
COMMON = {"book": None, "user": None, "json": False, "today": None, "lang": SOURCE_LANGUAGE}
ROWS_BETWEEN_COLLECTIONS = 50_000
BUG = mark("程序出错了（{kind}：{text}）。账本里没有留下做了一半的内容")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    if arguments is None:
        collect_rarely()
    given = _with_signs(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    warnings.simplefilter("ignore")
    wanted = next((word for word in given if word in names()), None)
    parser, known = _parser(commands(wanted))
    options = Namespace(**COMMON)
    try:
        parser.parse_args(given, options)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    catalogue = load_catalogue(options.lang)
    session = Session(options, catalogue, os.environ.get("BRANCHCRM_PASSWORD"))
    if session.options.book is None:
        session.options.book = os.environ.get("BRANCHCRM_BOOK")
    try:
        return _run(known[options.command], session)
    finally:
        session.close()


def collect_rarely() -> None:
    """Look for garbage in cycles once in a while: a file's rows have none, and are many."""
    gc.set_threshold(ROWS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])


def _run(command: Command, session: Session) -> int:
    try:
        try:
            result = command.run(session, session.options)
        except NoPasswordError:
            if not can_ask():
                raise
            session.password = getpass(session.translate(mark("密码：")))
            result = command.run(session, session.options)
    except BranchCrmError as error:
        sys.stderr.write("\n".join(error.lines(session.translate)) + "\n")
        return REFUSED
    except (KeyboardInterrupt, CancelledError):
        sys.stderr.write(session.translate(mark("已中断，没有留下做了一半的内容")) + "\n")
        return INTERRUPTED
    except BrokenPipeError:
        return 0
    except Exception as error:
        if os.environ.get("BRANCHCRM_TRACEBACK"):
            raise
        session.note(say(BUG, kind=type(error).__name__, text=str(error)[:200]))
        return REFUSED
    text = json_text(result) if session.options.json else plain_text(result)
    sys.stdout.write(text + "\n")
    return REFUSED if command.fails_when(result) else 0


class _Parser(ArgumentParser):
    """Takes the common options at every depth: before a command, after it, after its action."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - as argparse hands them on
        """Add the common options; what is not given stays as it was."""
        super().__init__(**settings)
        add = partial(self.add_argument, default=SUPPRESS)
        add("--book", metavar="PATH", help="the book's folder")
        add("--user", metavar="NAME", help="who acts")
        add("--json", action="store_true", help="print one JSON document")
        add("--today", type=_day, metavar="YYYY-MM-DD", help="act as on that day")
        add("--lang", choices=LANGUAGES, help="language of messages")


def _with_signs(given: Sequence[str]) -> list[str]:
    """Bind `--sort -amount` together, which would read as an option otherwise."""
    bound: list[str] = []
    for word in given:
        is_descending = word.startswith("-") and not word.startswith("--")
        if is_descending and bound and bound[-1] == SORT:
            bound[-1] = f"{SORT}={word}"
        else:
            bound.append(word)
    return bound


def _parser(known: Sequence[Command]) -> tuple[ArgumentParser, dict[str, Command]]:
    parser = _Parser(prog="branchcrm", description=__doc__)
    places = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in known:
        place = places.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(place)
    return parser, {command.name: command for command in known}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"not a day: {text!r} (YYYY-MM-DD)"
        raise ArgumentTypeError(message) from error
