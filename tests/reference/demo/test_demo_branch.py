"""The invented branch: believable, repeatable, and of any size."""

import tracemalloc
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchcrm.domain.bank_card import luhn_holds
from branchcrm.domain.birthday import BirthdayCalendar
from branchcrm.domain.company_code import read_company_code
from branchcrm.domain.complaint_kind import (
    ComplaintAction,
    ComplaintState,
    Demand,
    Liability,
    Outcome,
    Severity,
)
from branchcrm.domain.complaint_state import next_state
from branchcrm.domain.complaint_taxonomy import Axis
from branchcrm.domain.contact_channel import Channel, ContactResult, Direction, results_of
from branchcrm.domain.customer import CustomerKind
from branchcrm.domain.identity_card import identity_facts, read_identity_card
from branchcrm.domain.outcome import Verdict
from branchcrm.domain.phones import read_phone
from branchcrm.domain.product import LINE_LABELS
from branchcrm.reference.complaint_tables import shipped_taxonomy
from branchcrm.reference.demo.branch import chunks, staff
from branchcrm.reference.demo.complaint_words import complaint_words
from branchcrm.reference.demo.plan import DemoPlan
from branchcrm.reference.demo.products import PRODUCTS
from branchcrm.reference.demo.records import DemoChunk
from branchcrm.reference.demo.trades import DAY_S, ZONE_S, day_number
from branchcrm.reference.regions import is_known_region

TODAY = date(2026, 9, 17)


def whole(customers: int = 1000, seed: int = 1, transactions: int | None = None) -> DemoChunk:
    plan = DemoPlan(customers=customers, seed=seed, transactions=transactions, today=TODAY)
    found = list(chunks(plan))
    return DemoChunk(
        first=0,
        customers=[one for chunk in found for one in chunk.customers],
        trades=[one for chunk in found for one in chunk.trades],
        interactions=[one for chunk in found for one in chunk.interactions],
        visits=[one for chunk in found for one in chunk.visits],
        complaints=[one for chunk in found for one in chunk.complaints],
    )


def test_the_same_seed_invents_the_same_branch_and_another_seed_another() -> None:
    assert whole(seed=7) == whole(seed=7)
    assert whole(seed=7) != whole(seed=8)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2600), st.integers(0, 9000))
def test_there_are_exactly_as_many_rows_as_asked_for(customers: int, transactions: int) -> None:
    branch = whole(customers=customers, transactions=transactions)
    assert len(branch.customers) == customers
    assert len(branch.trades) == (transactions if customers else 0)


def test_every_number_of_every_person_and_company_holds() -> None:
    for one in whole().customers:
        facts = one.facts
        assert read_phone(facts.phone).verdict is Verdict.OK
        if facts.kind is not CustomerKind.PERSON:
            assert read_company_code(facts.uscc).verdict is Verdict.OK
        elif facts.id_number:
            checked = read_identity_card(facts.id_number, TODAY, is_known_region)
            assert checked.verdict is Verdict.OK
            assert identity_facts(facts.id_number).gender is facts.gender
        assert not facts.card_number or luhn_holds(facts.card_number)


def test_the_branch_has_all_kinds_of_people() -> None:
    facts = [one.facts for one in whole(customers=4000).customers]
    kinds = Counter(one.kind for one in facts)
    assert kinds[CustomerKind.PERSON] > kinds[CustomerKind.ENTERPRISE] > 0
    assert kinds[CustomerKind.INSTITUTION] > 0
    assert any("·" in one.name for one in facts)
    lunar = [one for one in facts if one.birthday is not None]
    assert {one.birthday.calendar for one in lunar if one.birthday} == set(BirthdayCalendar)
    phones = Counter(one.phone for one in facts)
    assert sum(count > 1 for count in phones.values()) > 20


def test_a_few_people_were_entered_twice_with_a_slip_and_without_papers() -> None:
    people = [one.facts for one in whole(customers=4000).customers]
    again = [one for one in people if one.kind is CustomerKind.PERSON and not one.id_number]
    assert 0.005 < len(again) / len(people) < 0.03
    slips: Counter[tuple[bool, bool]] = Counter()
    for one in again:
        known = [
            (one.name == other.name, one.phone == other.phone)
            for other in people
            if other.id_number
            and (one.gender, one.birthday, one.name[0])
            == (other.gender, other.birthday, other.name[0])
            and (one.name == other.name or one.phone == other.phone)
        ]
        slips.update(known[:1])
    assert sum(slips.values()) == len(again)
    assert set(slips) == {(True, True), (True, False), (False, True)}


def test_the_people_of_the_pictures_open_the_list_with_their_sums() -> None:
    branch = whole()
    names = [one.facts.name for one in branch.customers]
    place = names.index("周雅琴")
    assert names[0] == "林国栋"
    assert sum(trade[4] for trade in branch.trades if trade[0] == place) == 68_420_00
    assert names.count("周雅琴") == 1
    without = DemoPlan(customers=1000, today=TODAY, with_cast=False)
    assert next(chunks(without)).customers[0].facts.name != "林国栋"


def test_business_lies_in_the_past_and_never_before_a_customer_came() -> None:
    branch = whole()
    today = day_number(TODAY)
    for who, what, day, at, cents, kind, by, _ in branch.trades:
        assert day <= today
        assert day >= day_number(branch.customers[who].since)
        assert (at + ZONE_S) // DAY_S == day
        assert (cents < 0) == (kind == "refund")
        assert 0 <= what < len(PRODUCTS)
        assert by == branch.customers[who].manager
    assert {product.line for product in PRODUCTS} <= set(LINE_LABELS)


def test_refunds_give_back_what_was_bought_before() -> None:
    trades = whole(customers=3000).trades
    refunds = [place for place, trade in enumerate(trades) if trade[5] == "refund"]
    assert refunds
    for place in refunds:
        assert trades[place][4] == -trades[place - 1][4]
        assert trades[place][0] == trades[place - 1][0]


def test_a_fifth_of_the_customers_brings_most_of_the_money() -> None:
    branch = whole(customers=4000)
    sums: Counter[int] = Counter()
    for trade in branch.trades:
        sums[trade[0]] += trade[4]
    best = sorted(sums.values(), reverse=True)
    assert 0.7 < sum(best[:800]) / sum(best) < 0.98


def test_notes_are_hardly_ever_the_same() -> None:
    notes = [one.note for one in whole(customers=2000).interactions if one.is_effective]
    assert len(set(notes)) > 0.9 * len(notes)
    assert not any("{" in note for note in notes)


def test_contacts_use_the_words_that_the_program_knows() -> None:
    for one in whole().interactions:
        channel = Channel(one.channel)
        assert ContactResult(one.result) in results_of(channel)
        assert not one.direction or Direction(one.direction)
        assert (one.at + ZONE_S) // DAY_S <= day_number(TODAY)


def test_visits_lie_behind_today_and_ahead_of_it() -> None:
    branch = whole()
    today = day_number(TODAY)
    planned = [(one.at + ZONE_S) // DAY_S for one in branch.visits if not one.is_done]
    assert min(planned) < today < max(planned)
    assert today in planned
    assert all((one.at + ZONE_S) // DAY_S < today for one in branch.visits if one.is_done)


def test_every_complaint_went_a_way_that_the_rules_allow() -> None:
    taxonomy = shipped_taxonomy()
    cases = whole(customers=6000).complaints
    for case in cases:
        assert case.steps[0].action == "log"
        state = ComplaintState.RECEIVED
        for step in case.steps[1:]:
            state = next_state(state, ComplaintAction(step.action))
            assert state == step.to_state
        moments = [step.at for step in case.steps]
        assert moments == sorted(moments)
        assert moments[-1] <= day_number(TODAY) * DAY_S + 18 * 3600
        assert Severity(case.severity)
        assert Demand(case.demand)
        assert not case.liability or Liability(case.liability)
        assert not case.outcome or Outcome(case.outcome)
        for axis, code in (
            (Axis.CHANNEL, case.channel),
            (Axis.CATEGORY, case.category),
            (Axis.CAUSE, case.cause),
        ):
            assert taxonomy.find(axis, code) is not None
    states = {case.state for case in cases}
    assert {"received", "investigating", "decided", "closed", "withdrawn"} <= states


def test_scenarios_cover_every_category_of_the_banks() -> None:
    offered = {each.code for each in shipped_taxonomy().offered(Axis.CATEGORY)}
    assert {scenario.category for scenario in complaint_words().scenarios} == offered


def test_a_large_branch_has_more_account_managers() -> None:
    small = staff(DemoPlan(customers=1000, today=TODAY))
    large = staff(DemoPlan(customers=20_000, today=TODAY))
    assert [member.name for member in small[:3]] == ["王敏", "李浩", "赵倩"]
    assert len(large) > len(small)
    assert len({member.name for member in large}) == len(large)


def test_a_branch_without_cast_and_business_is_possible() -> None:
    branch = whole(customers=12, transactions=0)
    assert len(branch.customers) == 12
    assert branch.trades == []


def test_memory_does_not_grow_with_the_branch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("branchcrm.reference.demo.branch.CHUNK", 200)

    def peak(customers: int) -> int:
        tracemalloc.start()
        for chunk in chunks(DemoPlan(customers=customers, today=TODAY)):
            assert chunk.customers
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(400)
    assert peak(1200) < 1.3 * peak(600)
