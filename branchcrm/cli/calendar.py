"""Commands that import next year's holidays and count workdays."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from branchcrm.cli.command import Command, Result, Session
from branchcrm.cli.complaint_values import NOT_READ, Values
from branchcrm.domain.errors import FieldError
from branchcrm.domain.wording import mark, say

ROW_PROBLEM = mark("第 {row} 行没有采用：{reason}")
ACTIONS = ("import", "workday")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=ACTIONS, metavar="import FILE | workday DATE +N")
    parser.add_argument("subject", metavar="FILE | DATE")
    parser.add_argument("count", nargs="?", default="", metavar="+N")
    parser.add_argument("--year", type=int, help="the year of days without one")


def _run(session: Session, options: Namespace) -> Result:
    if options.action == "import":
        return _import(session, options)
    day = Values({"date": options.subject}, session).day("date")
    text = (options.count or "+1").lstrip("+")
    if day is None or not text.lstrip("-").isdecimal():
        raise FieldError(field="count", reason=say(NOT_READ, text=options.count))
    answer = session.services.calendar.workday(day, int(text))
    for notice in answer.notices:
        session.note(notice)
    return {
        "date": answer.day.isoformat(),
        "notices": [session.text(notice) for notice in answer.notices],
    }


def _import(session: Session, options: Namespace) -> Result:
    done = session.services.calendar.import_file(Path(options.subject), year=options.year)
    problems = [
        {"row": problem.row, "reason": session.text(problem.reason)} for problem in done.problems
    ]
    for problem in done.problems:
        session.note(say(ROW_PROBLEM, row=str(problem.row), reason=problem.reason))
    return {
        "operation": int(done.changes.operation_id),
        "days": len(done.days),
        "years": sorted({special.day.year for special in done.days}),
        "problems": problems,
    }


COMMANDS = [
    Command(
        name="calendar", help="import holidays, count workdays", arguments=_arguments, run=_run
    ),
]
