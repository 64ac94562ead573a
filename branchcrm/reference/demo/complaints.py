"""Invents complaints in every state, most of them closed long ago."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random

from branchcrm.domain.complaint_taxonomy import Axis
from branchcrm.reference.complaint_tables import shipped_taxonomy
from branchcrm.reference.demo.complaint_words import Scenario, complaint_words
from branchcrm.reference.demo.numbers import Weighted
from branchcrm.reference.demo.records import DemoComplaint, DemoCustomer, DemoStep
from branchcrm.reference.demo.trades import DAY_S, ZONE_S, day_number

COMPLAINT_SHARE = 0.11
_HISTORY_DAYS = 700
_OPEN_SHARE = 0.05
_WITHDRAWN_SHARE, _REOPENED_SHARE, _LATE_SHARE = 0.03, 0.025, 0.06
_HOUR_S = 3600
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])")
_SEVERITIES = ("general", "general", "general", "general", "important", "important", "urgent")
_LIABILITIES = ("justified", "justified", "partly", "partly", "unjustified", "unverifiable")
_RATINGS = (5, 5, 5, 4, 4, 4, 3, 3, 2, 1)
# How far an open case has come, and how many days ago it came in at most.
_OPEN_STAGES = (
    ("received", 1),
    ("acknowledged", 2),
    ("assessed", 4),
    ("investigating", 9),
    ("proposed", 11),
    ("decided", 13),
)
_WAY = (
    ("acknowledge", "acknowledged"),
    ("assess", "assessed"),
    ("investigate", "investigating"),
    ("propose", "proposed"),
    ("answer", "decided"),
    ("close", "closed"),
)


@cache
def _categories() -> Weighted[str]:
    known = {scenario.category for scenario in complaint_words().scenarios}
    classes = [c for c in shipped_taxonomy().offered(Axis.CATEGORY) if c.code in known]
    return Weighted([c.code for c in classes], [c.weight for c in classes])


@cache
def _channels() -> Weighted[str]:
    classes = [c for c in shipped_taxonomy().offered(Axis.CHANNEL) if c.weight]
    return Weighted([c.code for c in classes], [c.weight for c in classes])


@dataclass(slots=True)
class ComplaintMaker:
    """Invents the complaints of one chunk of customers."""

    random: Random
    today: date
    staff_count: int
    _filled: dict[str, str] = field(default_factory=dict)

    def complaint(self, place: int, customer: DemoCustomer) -> DemoComplaint | None:
        """Give a complaint of a customer, or None: most never complain."""
        random = self.random
        age = (self.today - customer.since).days
        if random.random() >= COMPLAINT_SHARE or age < 1:
            return None
        if random.random() < _OPEN_SHARE:
            stage, reach = random.choice(_OPEN_STAGES)
            days = random.randrange(1, min(reach, age) + 1)
            return self.invent(place, customer.manager, days, stage)
        days = random.randrange(1, min(_HISTORY_DAYS, age) + 1)
        stage = "withdrawn" if random.random() < _WITHDRAWN_SHARE else "closed"
        return self.invent(place, customer.manager, max(days, min(25, age)), stage)

    def invent(
        self, place: int, manager: int, days: int, stage: str, scenario: Scenario | None = None
    ) -> DemoComplaint:
        """Invent a complaint that came in some days ago and stands at a stage."""
        random = self.random
        if scenario is None:
            category = _categories().draw(random)
            scenario = random.choice(
                [s for s in complaint_words().scenarios if s.category == category]
            )
        self._filled = {
            name: random.choice(words) for name, words in complaint_words().words.items()
        }
        received = self._moment(days)
        case = DemoComplaint(
            customer=place,
            received_at=received,
            channel=_channels().draw(random),
            category=scenario.category,
            cause=scenario.cause,
            subject=scenario.subject,
            text=self._told(scenario.text),
            demand=scenario.demand,
            severity=random.choice(_SEVERITIES),
            level="simple",
            handler=manager,
        )
        taker = random.randrange(self.staff_count)
        case.steps.append(DemoStep(at=received, action="log", to_state="received", staff=taker))
        self._go_on(case, stage, days, scenario)
        return case

    def _go_on(self, case: DemoComplaint, stage: str, days: int, scenario: Scenario) -> None:
        if stage == "withdrawn":
            self._step(case, "acknowledge", "acknowledged", 0.2)
            self._step(case, "withdraw", "withdrawn", 1.0, "客户来电撤回，问题已自行解决。")
            return
        room = 12.0 if self.random.random() >= _LATE_SHARE else 44.0
        room = min(room, float(days))
        for action, state in _WAY:
            if case.state == stage:
                return
            self._step(case, action, state, self._pause(action, room), self._note(action, scenario))
            if action == "answer":
                self._find(case, scenario)
        self._reopen(case, scenario)

    def _pause(self, action: str, room: float) -> float:
        """Give the days until a step, so that a case is answered within its room."""
        if action == "acknowledge":
            return min(self.random.uniform(0.02, 0.8), room / 8)
        if action == "close":
            return self.random.uniform(0.8, 3.0)
        return self.random.uniform(0.05, 0.9) * room / 4

    def _step(
        self, case: DemoComplaint, action: str, state: str, days: float, note: str = ""
    ) -> None:
        last = case.steps[-1].at
        limit = day_number(self.today) * DAY_S - 7 * _HOUR_S - ZONE_S
        at = min(_in_office(last + int(days * DAY_S)), max(limit, last + 60))
        step = DemoStep(at=at, action=action, to_state=state, staff=case.handler, note=note)
        case.steps.append(step)

    def _note(self, action: str, scenario: Scenario) -> str:
        if action == "investigate":
            return self.random.choice(complaint_words().investigation_notes)
        if action == "close":
            return self.random.choice(complaint_words().closing_notes)
        return self._told(scenario.answer) if action == "answer" else ""

    def _find(self, case: DemoComplaint, scenario: Scenario) -> None:
        case.answer = self._told(scenario.answer)
        case.liability = self.random.choice(_LIABILITIES)
        case.outcome = scenario.outcome
        if scenario.outcome in {"refund", "compensation"}:
            case.compensation_cents = int(self._filled["fee"]) * 100

    def _told(self, text: str) -> str:
        """Fill the places of a text, with a space between characters and figures."""
        return _BETWEEN.sub(" ", text.format(**self._filled))

    def _reopen(self, case: DemoComplaint, scenario: Scenario) -> None:
        case.satisfaction = self.random.choice(_RATINGS)
        if self.random.random() >= _REOPENED_SHARE:
            return
        self._step(case, "reopen", "reopened", 1.0, complaint_words().reopen_note)
        for action, state in (("investigate", "investigating"), ("propose", "proposed")):
            self._step(case, action, state, 0.6, self._note(action, scenario))
        self._step(case, "answer", "decided", 0.5, "补充书面说明，负责人当面道歉。")
        self._step(
            case, "close", "closed", 1.2, self.random.choice(complaint_words().closing_notes)
        )

    def _moment(self, days: int) -> int:
        day = self.today - timedelta(days=days)
        hour = self.random.randrange(9, 16)
        return day_number(day) * DAY_S + hour * _HOUR_S + self.random.randrange(_HOUR_S) - ZONE_S


def _in_office(at: int) -> int:
    """Move a moment of the night into the morning after."""
    local = at + ZONE_S
    day, second = divmod(local, DAY_S)
    if second < 9 * _HOUR_S:
        second = 9 * _HOUR_S + second % (3 * _HOUR_S)
    elif second > 17 * _HOUR_S:
        day, second = day + 1, 9 * _HOUR_S + second % (2 * _HOUR_S)
    return day * DAY_S + second - ZONE_S
