"""Takes visits out as a calendar file that phones and Outlook take in."""

from collections.abc import Sequence
from pathlib import Path

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import VisitId
from branchcrm.domain.visit import VisitFilter
from branchcrm.domain.wording import mark
from branchcrm.services.contact_files import CalendarRequest, sentence_about
from ui.kit.page import PageContext
from ui.kit.questions import FileChoice
from ui.kit.translation import translate


def export_visits(context: PageContext, asked: VisitFilter, ids: Sequence[VisitId] = ()) -> None:
    """Ask for the file and write the visits that are shown, or those that are named."""
    day = context.formats.today.isoformat()
    choice = FileChoice(
        title=translate(mark("导出到日历")),
        filters=(translate(mark("日历文件 (*.ics)")),),
        start=Path.home() / translate(mark("回访 {day}.ics")).format(day=day),
    )
    target = context.prompts.save_file(choice)
    if target is None:
        return
    target = target if target.suffix else target.with_suffix(".ics")
    request = CalendarRequest(filter=asked, ids=tuple(ids))
    try:
        outcome = context.services.contact_files.write_calendar(target, request, translate)
    except BranchCrmError as error:
        context.prompts.error(error)
        return
    context.changes.publish(outcome.changes)
    context.navigator.toast(sentence_about(outcome))
