"""What a user can do with the branch's settings, own preferences and unfinished forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Any

from branchcrm.data.writing_turn import WritingError
from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import listed, say
from branchcrm.domain.work_calendar import BusinessHours
from branchcrm.services.context import Context, requires


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchSettings:
    """What the branch is called and when it is open."""

    name: str
    hours: BusinessHours


class SettingService:
    """The use cases of settings, preferences and drafts."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def branch_name(self) -> str:
        """Give the branch's name alone, which every start shows."""
        with self.context.read() as work:
            return work.staff.branch_name(self.context.actor.branch_id)

    @requires(Right.SEE_CUSTOMERS)
    def branch(self) -> BranchSettings:
        """Give the branch's name and hours."""
        from branchcrm.services.calendar import load_calendar  # noqa: PLC0415 - holidays load late

        with self.context.read() as work:
            return BranchSettings(
                name=work.staff.branch_name(self.context.actor.branch_id),
                hours=load_calendar(work).hours,
            )

    @requires(Right.EDIT_SETTINGS)
    def rename_branch(self, name: str) -> Changes:
        """Give the branch another name.

        Raises:
            InvalidDraftError: the name is missing.
        """
        if not name.strip():
            raise InvalidDraftError([FieldError("name", say("填写网点名称后才能保存"))])
        summary = say("网点改名为{name}", name=name.strip())
        with self.context.write("branch.rename", summary) as work:
            work.staff.rename_branch(self.context.actor.branch_id, name.strip())
            return work.commit()

    @requires(Right.EDIT_SETTINGS)
    def set_hours(self, spans: Sequence[tuple[time, time]]) -> Changes:
        """Set when the branch is open: one span, or two around a break.

        Raises:
            InvalidDraftError: a span ends before it begins, or two of them overlap.
        """
        _check_spans(spans)
        from branchcrm.services.calendar import BUSINESS_HOURS  # noqa: PLC0415 - as above

        stored = [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in spans]
        words = listed(f"{opens}–{closes}" for opens, closes in stored)
        with self.context.write("settings.hours", say("营业时间改为 {hours}", hours=words)) as work:
            work.settings.set(BUSINESS_HOURS, stored)
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def get(self, key: str) -> Any:  # noqa: ANN401 - any JSON value
        """Give the value of a branch's setting, or None where it was never set."""
        with self.context.read() as work:
            return work.settings.get(key)

    @requires(Right.SEE_CUSTOMERS)
    def preference(self, key: str) -> Any:  # noqa: ANN401 - any JSON value
        """Give what the acting person prefers, or None."""
        with self.context.read() as work:
            return work.settings.preference(self.context.actor.staff_id, key)

    @requires(Right.SEE_CUSTOMERS)
    def prefer(self, key: str, value: object) -> bool:
        """Keep what the acting person prefers, no operation of the journal; tell whether it was.

        While long work writes it is let go: nobody is to wait or to be told for it.
        """
        try:
            with self.context.unit_of_work.personal() as work:
                work.settings.prefer(self.context.actor.staff_id, key, value)
        except WritingError:
            return False
        return True

    @requires(Right.SEE_CUSTOMERS)
    def draft(self, form: str) -> Mapping[str, Any] | None:
        """Give what the acting person left unfinished in a form, or None."""
        with self.context.read() as work:
            return work.settings.draft(self.context.actor.staff_id, form)

    @requires(Right.SEE_CUSTOMERS)
    def keep_draft(self, form: str, content: Mapping[str, Any] | None) -> bool:
        """Keep an unfinished form of the acting person, or drop it with None; tell whether.

        While long work writes it is let go, as with preferences: the form still holds its words.
        """
        try:
            with self.context.unit_of_work.personal() as work:
                now = self.context.clock.now()
                work.settings.keep_draft(self.context.actor.staff_id, form, content, now)
        except WritingError:
            return False
        return True


def _check_spans(spans: Sequence[tuple[time, time]]) -> None:
    problems = []
    if not spans or any(opens >= closes for opens, closes in spans):
        problems.append(FieldError("hours", say("下班时间应晚于上班时间")))
    if any(first[1] > second[0] for first, second in pairwise(spans)):
        problems.append(FieldError("hours", say("下午的上班时间应晚于上午的下班时间")))
    if problems:
        raise InvalidDraftError(problems)
