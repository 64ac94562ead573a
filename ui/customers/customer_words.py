"""How a customer's facts are said on panes, portraits and forms."""

from datetime import date

from branchcrm.domain.birthday import Birthday, BirthdayCalendar
from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.customer import KIND_LABELS, Customer, CustomerKind
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats
from ui.kit.translation import translate

DOT = " · "


def heading(source: str) -> str:
    """Give a word as a label begins: in English with a capital letter."""
    words = translate(source)
    return words[:1].upper() + words[1:]


def identity_line(customer: Customer, formats: Formats) -> str:
    """Give number, gender, age and since when: C-000318 · 女 · 42 岁 · 2019-03 起为客户."""
    facts = customer.facts
    parts = [customer.code]
    if facts.kind is not CustomerKind.PERSON:
        parts.append(translate(KIND_LABELS[facts.kind]))
    if facts.gender is not None:
        parts.append(translate(GENDER_LABELS[facts.gender]))
    if facts.birthday is not None and (age := age_text(facts.birthday, formats)):
        parts.append(age)
    if facts.opened_on is not None:
        since = translate(mark("{month} 起为客户"))
        parts.append(since.format(month=f"{facts.opened_on:%Y-%m}"))
    return DOT.join(parts)


def age_text(birthday: Birthday, formats: Formats) -> str:
    """Give the age in full years where the year and the solar day are known."""
    is_solar = birthday.calendar is BirthdayCalendar.SOLAR
    if birthday.year is None:
        return ""
    if not is_solar:
        years = formats.today.year - birthday.year
        return translate(mark("约 {years} 岁")).format(years=years)
    day = min(birthday.day, 28) if birthday.month == 2 else birthday.day  # noqa: PLR2004 - February
    return formats.age(date(birthday.year, birthday.month, day))


def birthday_words(birthday: Birthday, formats: Formats) -> str:
    """Give the birthday as people say it: 11 月 3 日, 农历八月十五 as 农历 8 月 15 日."""
    leap_year = 2024
    if birthday.calendar is BirthdayCalendar.SOLAR:
        return formats.day_in_text(date(leap_year, birthday.month, birthday.day))
    leap = translate(mark("闰")) if birthday.is_leap else ""
    words = translate(mark("农历 {leap}{month} 月 {day} 日"))
    return words.format(leap=leap, month=birthday.month, day=birthday.day)
