"""Reads the dates of a file, whatever type and layout their cells have."""

from datetime import date, datetime, time
from typing import Final

from branchcrm.domain.birthday import Birthday, read_birthday, solar_birthday
from branchcrm.domain.dates import read_date_cell, read_moment
from branchcrm.domain.outcome import Outcome, accepted, refused
from branchcrm.domain.wording import say
from branchcrm.exchange.cells import Cell, text_of
from branchcrm.exchange.reading_rules import ReadingRules, read_filled

FIRST_BIRTH_YEAR: Final = 1800
LIKELY_YEARS_BACK: Final = 30
MOST_KEPT: Final = 50_000


class DateReader:
    """Reads the dates of one file; equal texts are read once."""

    def __init__(self, rules: ReadingRules) -> None:
        self._rules = rules
        self._past = rules.dates(is_past=True)
        self._any = rules.dates(is_past=False)
        self._moments: dict[str, Outcome[datetime]] = {}
        self._birthdays: dict[str, Outcome[Birthday]] = {}

    def moment(self, cell: Cell) -> Outcome[datetime]:
        """Read a date with its time of day."""
        if isinstance(cell, datetime):
            return accepted(cell)
        if isinstance(cell, date):
            return accepted(datetime.combine(cell, time()))
        return read_filled(cell, self._text_moment, self._number_moment)

    def past_moment(self, cell: Cell) -> Outcome[datetime]:
        """Read a date that cannot lie ahead, and suggest what may have been meant."""
        outcome = self.moment(cell)
        if outcome.value is None or outcome.value.date() <= self._rules.today:
            return outcome
        day = outcome.value.date()
        meant = likely_day(day, self._rules.today)
        if meant is None:
            return refused("date_future", say("日期 {day} 在今天之后", day=day))
        reason = say("日期在今天之后，是否为 {meant}？", meant=meant)
        return refused("date_future", reason)

    def birthday(self, cell: Cell) -> Outcome[Birthday]:
        """Read a birthday, solar or lunar."""
        if isinstance(cell, date):
            if cell.year < FIRST_BIRTH_YEAR:
                return refused("date_number", say("{number} 不是日期", number=text_of(cell)))
            return read_birthday(cell.strftime("%Y-%m-%d"), self._past)
        return read_filled(cell, self._text_birthday, self._number_birthday)

    def _text_moment(self, text: str) -> Outcome[datetime]:
        if text not in self._moments:
            if len(self._moments) > MOST_KEPT:
                self._moments.clear()
            self._moments[text] = read_moment(text, self._any)
        return self._moments[text]

    def _number_moment(self, number: float) -> Outcome[datetime]:
        return read_date_cell(number, self._any)

    def _text_birthday(self, text: str) -> Outcome[Birthday]:
        if text not in self._birthdays:
            if len(self._birthdays) > MOST_KEPT:
                self._birthdays.clear()
            self._birthdays[text] = read_birthday(text, self._past)
        return self._birthdays[text]

    def _number_birthday(self, number: float) -> Outcome[Birthday]:
        outcome = read_date_cell(number, self._past)
        return outcome.turned(lambda moment: solar_birthday(moment.date()))


def likely_day(day: date, today: date) -> date | None:
    """Suggest the day that was meant by one that lies ahead: two digits of the year swapped."""
    digits = str(day.year)
    for place in range(len(digits) - 1):
        swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        year = int(swapped)
        if today.year - LIKELY_YEARS_BACK <= year <= today.year:
            try:
                meant = day.replace(year=year)
            except ValueError:
                continue
            if meant <= today:
                return meant
    return None
