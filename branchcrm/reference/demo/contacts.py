"""Invents contacts with customers and follow-up visits around today."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from branchcrm.domain.customer import CustomerKind
from branchcrm.reference.demo import notes
from branchcrm.reference.demo.records import DemoCustomer, DemoInteraction, DemoVisit, Worth
from branchcrm.reference.demo.trades import DAY_S, ZONE_S, day_number

_CONTACTS_A_YEAR = {Worth.NONE: 0.8, Worth.SMALL: 0.6, Worth.MEDIUM: 2.2, Worth.LARGE: 6.5}
_HISTORY_DAYS = 420
_CHANNELS = (
    "phone",
    "phone",
    "phone",
    "counter",
    "counter",
    "wechat",
    "wechat",
    "sms",
    "visit",
    "event",
    "mail",
)
_COMPANY_CHANNELS = ("phone", "phone", "visit", "visit", "counter", "wechat", "mail")
_ONE_WAY = frozenset({"sms", "mail"})
_MEETINGS = frozenset({"counter", "visit", "event"})
_VISIT_CHANNELS = ("phone", "phone", "phone", "counter", "visit", "wechat")
_UNANSWERED_SHARE = 0.18
# Of a hundred customers of a worth: visits done, overdue, today, and in the weeks ahead.
_DONE_SHARE = {Worth.NONE: 0.2, Worth.SMALL: 0.08, Worth.MEDIUM: 0.8, Worth.LARGE: 2.5}
_PLANNED_SHARE = {Worth.NONE: 0.1, Worth.SMALL: 0.012, Worth.MEDIUM: 0.12, Worth.LARGE: 0.5}
_OVERDUE_SHARE, _TODAY_SHARE = 0.07, 0.08
_WEEKDAYS_OFF = 5


@dataclass(slots=True)
class ContactMaker:
    """Invents the contacts and visits of one chunk of customers."""

    random: Random
    today: date
    factor: float = 1.0

    def interactions(self, place: int, customer: DemoCustomer) -> list[DemoInteraction]:
        """Give the contacts with a customer, the oldest first."""
        random = self.random
        count = self._count(_CONTACTS_A_YEAR[customer.worth] * self.factor)
        if not count:
            return []
        reach = min(_HISTORY_DAYS, (self.today - customer.since).days)
        days = sorted(random.randrange(1, reach + 1) for _ in range(count))
        return [self._interaction(place, customer, day) for day in reversed(days)]

    def visits(self, place: int, customer: DemoCustomer) -> list[DemoVisit]:
        """Give the visits to a customer, done and planned."""
        random = self.random
        done = self._count(_DONE_SHARE[customer.worth])
        visits = [
            self._done(place, customer, 1 + int(random.random() ** 1.6 * 180)) for _ in range(done)
        ]
        if random.random() < _PLANNED_SHARE[customer.worth]:
            visits.append(self._planned(place, customer))
        return visits

    def moment(self, days_ahead: int, hour: int, minute: int = 0) -> int:
        """Give the UTC second of a local time some days from today, never on a weekend ahead."""
        day = self.today + timedelta(days=days_ahead)
        if days_ahead:
            while day.weekday() >= _WEEKDAYS_OFF:
                day += timedelta(days=1 if days_ahead > 0 else -1)
        return day_number(day) * DAY_S + hour * 3600 + minute * 60 - ZONE_S

    def _count(self, average: float) -> int:
        """Draw a count around an average, with a long tail."""
        return int(self.random.expovariate(1 / average) + 0.5) if average else 0

    def _interaction(self, place: int, customer: DemoCustomer, days: int) -> DemoInteraction:
        random = self.random
        is_company = customer.facts.kind is not CustomerKind.PERSON
        channel = random.choice(_COMPANY_CHANNELS if is_company else _CHANNELS)
        at = self.moment(-days, random.randrange(9, 17), random.randrange(60))
        is_out = channel in _ONE_WAY or (channel in {"phone", "visit"} and random.random() < 0.8)  # noqa: PLR2004 - the branch calls more than it is called
        interaction = DemoInteraction(
            customer=place,
            staff=customer.manager,
            channel=channel,
            direction=_direction(channel, is_out=is_out),
            at=at,
            result="reached",
            is_effective=True,
            note="",
        )
        if is_out and channel == "phone" and random.random() < _UNANSWERED_SHARE:
            interaction.result, interaction.is_effective = "no_answer", False
            interaction.note = notes.unanswered(random)
            return interaction
        if is_out and channel in _ONE_WAY:
            interaction.result, interaction.is_effective = "sent", False
            interaction.note = notes.sent(random)
            return interaction
        note = notes.talk(random, channel, is_company=is_company)
        interaction.note, interaction.need, interaction.mood = note.text, note.need, note.mood
        return interaction

    def _done(self, place: int, customer: DemoCustomer, days: int) -> DemoVisit:
        random = self.random
        at = self.moment(-days, random.randrange(9, 17), random.choice((0, 15, 30, 45)))
        return DemoVisit(
            customer=place,
            staff=customer.manager,
            at=at,
            channel=random.choice(_VISIT_CHANNELS),
            purpose=notes.purpose(random),
            is_done=True,
            done_at=at + random.randrange(300, 3000),
            result=notes.result(random),
        )

    def _planned(self, place: int, customer: DemoCustomer) -> DemoVisit:
        random = self.random
        draw = random.random()
        hour = random.choice((9, 10, 10, 11, 14, 14, 15, 16))
        if draw < _OVERDUE_SHARE:
            at = self.moment(-random.randrange(1, 9), hour)
        elif draw < _OVERDUE_SHARE + _TODAY_SHARE:
            at = self.moment(0, random.choice((10, 15, 16)), random.choice((0, 30)))
        else:
            at = self.moment(int(random.triangular(1, 45, 6)), hour, random.choice((0, 30)))
        return DemoVisit(
            customer=place,
            staff=customer.manager,
            at=at,
            channel=random.choice(_VISIT_CHANNELS),
            purpose=notes.purpose(random),
            is_all_day=random.random() < 0.15,  # noqa: PLR2004 - some have no hour
        )


def _direction(channel: str, *, is_out: bool) -> str:
    """Tell who began it, where that can be asked."""
    if channel in _MEETINGS:
        return ""
    return "out" if is_out else "in"
