"""An invented branch of any size, given out in chunks so that memory stays small."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from random import Random

from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerFacts, CustomerKind, Stage
from branchcrm.domain.rights import Role
from branchcrm.reference.demo import cast, cast_words
from branchcrm.reference.demo.business import chunk_trades
from branchcrm.reference.demo.complaint_words import complaint_words
from branchcrm.reference.demo.complaints import ComplaintMaker
from branchcrm.reference.demo.contacts import ContactMaker
from branchcrm.reference.demo.doubles import enter_some_twice
from branchcrm.reference.demo.name_words import ELSEWHERE
from branchcrm.reference.demo.numbers import Weighted
from branchcrm.reference.demo.organisations import company, institution
from branchcrm.reference.demo.people import person, person_name, relative
from branchcrm.reference.demo.plan import DemoPlan
from branchcrm.reference.demo.records import DemoChunk, DemoCustomer, DemoStaff, Opening, Worth

CHUNK = 2_000
BRANCH_NAME = "人民路网点"
_LEAST_WITH_CAST = 40
_CUSTOMERS_PER_MANAGER = 600
_MOST_MANAGERS = 40
_COMPANY_SHARE, _INSTITUTION_SHARE, _HOUSEHOLD_SHARE = 0.09, 0.015, 0.07
_WORTH_SHARES = (0.013, 0.667, 0.27, 0.05)
_YEARS_BACK = 14
_DORMANT_SHARE = 0.1
_LOTS = 60
_MOST_ADDED_MANAGERS = 100
_GENDERS = (Gender.MALE, Gender.FEMALE)


@cache
def _worths() -> Weighted[Worth]:
    return Weighted(list(Worth), _WORTH_SHARES)


def staff(plan: DemoPlan) -> list[DemoStaff]:
    """Give the people of the branch; a large one has more account managers."""
    wanted = min(plan.customers // _CUSTOMERS_PER_MANAGER, _MOST_MANAGERS) - cast.MANAGERS
    random = Random(f"staff {plan.seed}")  # noqa: S311 - invention, no secret
    names = {member.name for member in cast.STAFF}
    added: list[DemoStaff] = []
    for _ in range(_MOST_ADDED_MANAGERS):
        if len(added) >= wanted:
            break
        name = person_name(random, random.choice(_GENDERS), random.randrange(24, 50))
        if name not in names:
            names.add(name)
            added.append(DemoStaff(name=name, role=Role.ACCOUNT_MANAGER))
    return [*cast.STAFF[: cast.MANAGERS], *added, *cast.STAFF[cast.MANAGERS :]]


def chunks(plan: DemoPlan) -> Iterator[DemoChunk]:
    """Give the customers of the branch with their business, some thousand at a time."""
    people = staff(plan)
    managers = sum(member.role is Role.ACCOUNT_MANAGER for member in people)
    for number, first in enumerate(range(0, plan.customers, CHUNK)):
        count = min(CHUNK, plan.customers - first)
        maker = _ChunkMaker(plan, number, managers, len(people))
        yield maker.chunk(first, count)


class _ChunkMaker:
    """Invents one chunk; its seed makes it independent of the others."""

    def __init__(self, plan: DemoPlan, number: int, managers: int, people: int) -> None:
        self.plan = plan
        self.number = number
        self.managers = managers
        self.random = Random(f"{plan.seed} {number}")  # noqa: S311 - invention, no secret
        self.contacts = ContactMaker(self.random, plan.today, plan.contact_factor)
        self.complaints = ComplaintMaker(self.random, plan.today, people)

    def chunk(self, first: int, count: int) -> DemoChunk:
        """Invent the customers from a place on, with everything about them."""
        known = self._cast(first, count)
        customers = known + [self._customer() for _ in range(count - len(known))]
        others = customers[len(known) :]
        _link_households(self.random, others, self.plan.today)
        # A source of its own: whoever is entered twice changes nothing of the others.
        enter_some_twice(Random(f"twice {self.plan.seed} {self.number}"), others)  # noqa: S311 - invention, no secret
        chunk = DemoChunk(
            first=first, customers=customers, trades=[], interactions=[], visits=[], complaints=[]
        )
        self._trade(chunk, len(known))
        if known:
            self._play_cast(chunk)
        for place, customer in enumerate(others, first + len(known)):
            chunk.interactions += self.contacts.interactions(place, customer)
            chunk.visits += self.contacts.visits(place, customer)
            case = self.complaints.complaint(place, customer)
            if case is not None:
                chunk.complaints.append(case)
        return chunk

    def _cast(self, first: int, count: int) -> list[DemoCustomer]:
        if first or count < _LEAST_WITH_CAST or not self.plan.with_cast:
            return []
        return cast.customers(self.plan.today)

    def _customer(self) -> DemoCustomer:
        random = self.random
        today = self.plan.today
        worth = _worths().draw(random)
        # Newer customers are more: the branch has been growing.
        back = 1 + int(random.random() ** 1.4 * _YEARS_BACK * 365)
        if worth is Worth.NONE:
            back = random.randrange(1, 60)
        since = today - timedelta(days=back)
        opening = Opening(today, since, self._stage(worth))
        draw = random.random()
        if draw < _COMPANY_SHARE:
            facts = company(random, opening)
        elif draw < _COMPANY_SHARE + _INSTITUTION_SHARE:
            facts = institution(random, opening)
        else:
            facts = _at_home(person(random, opening))
        manager = random.randrange(self.managers)
        return DemoCustomer(facts=facts, manager=manager, since=since, worth=worth)

    def _stage(self, worth: Worth) -> Stage:
        if worth is Worth.NONE:
            return Stage.PROSPECT
        if worth is Worth.SMALL and self.random.random() < _DORMANT_SHARE:
            return Stage.DORMANT
        return Stage.ACTIVE

    def _trade(self, chunk: DemoChunk, known: int) -> None:
        plan = self.plan
        end = chunk.first + len(chunk.customers)
        count = plan.trades_up_to(end) - plan.trades_up_to(chunk.first)
        played = cast.trades(plan.today) if known else []
        chunk.trades = played[:count]
        rest = max(count - len(played), 0)
        chunk.trades += chunk_trades(plan, chunk, known, rest, self.number)

    def _play_cast(self, chunk: DemoChunk) -> None:
        today = self.plan.today
        chunk.interactions += cast.interactions(today)
        chunk.visits += cast.visits(today)
        by_subject = {scenario.subject: scenario for scenario in complaint_words().scenarios}
        for name, days, stage, subject, severity in cast_words.COMPLAINTS:
            place = cast.place_of(name)
            manager = chunk.customers[place].manager
            scenario = by_subject[subject]
            case = self.complaints.invent(place, manager, days, stage, scenario)
            case.severity = severity
            if stage == "reopened":
                case.steps = cast.reopened_steps(today)
                case.received_at = case.steps[0].at
            chunk.complaints.append(case)


def _link_households(random: Random, customers: list[DemoCustomer], today: date) -> None:
    """Turn some persons into relatives of the person before, with one phone between them."""
    for before, customer in pairwise(customers):
        is_pair = (
            before.facts.kind is CustomerKind.PERSON and customer.facts.kind is CustomerKind.PERSON
        )
        if is_pair and random.random() < _HOUSEHOLD_SHARE:
            opening = Opening(today, customer.since, customer.facts.stage)
            customer.facts = relative(random, before.facts, opening)
            customer.manager = before.manager


def _at_home(facts: CustomerFacts) -> CustomerFacts:
    """Let a few people live in a village or abroad."""
    lot = int(facts.phone or 0) % _LOTS
    return replace(facts, address=ELSEWHERE[lot]) if lot < len(ELSEWHERE) else facts
