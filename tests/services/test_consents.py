"""Consents with evidence and expiry, withdrawal, bans, and what they bar."""

from datetime import date, timedelta

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.consent import ConsentDraft, ConsentState, ContactBarredError, Purpose
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.visit import VisitDraft, VisitState
from branchcrm.services.interactions import NextStep
from branchcrm.services.use_cases import Services


@pytest.fixture
def zhou(services: Services) -> CustomerId:
    draft = CustomerDraft(name="周雅琴")
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def test_a_consent_needs_evidence_and_days_in_order(services: Services, zhou: CustomerId) -> None:
    draft = ConsentDraft(given_on=date(2030, 1, 1), expires_on=date(2029, 1, 1))
    with pytest.raises(InvalidDraftError) as refused:
        services.consents.record(zhou, draft)
    assert {one.field for one in refused.value.problems} == {"evidence", "given_on", "expires_on"}
    with pytest.raises(InvalidDraftError):
        services.consents.record(zhou, ConsentDraft(evidence="长" * 201))


def test_a_consent_holds_to_its_last_day_and_can_be_withdrawn(
    services: Services, zhou: CustomerId, clock: FixedClock
) -> None:
    assert services.consents.barrier(zhou, Channel.PHONE) is None
    services.consents.record(
        zhou, ConsentDraft(evidence="柜面签署", expires_on=clock.today() + timedelta(days=1))
    )
    services.consents.record(
        zhou, ConsentDraft(evidence="柜面签署", purpose=Purpose.SURVEY, is_given=False)
    )
    kept = services.consents.sheet(zhou).consents
    assert {one.state(clock.today()) for one in kept} == {
        ConsentState.GIVEN,
        ConsentState.REFUSED,
    }
    clock.moment += timedelta(days=1)
    assert services.consents.barrier(zhou, Channel.PHONE) is None
    clock.moment += timedelta(days=1)
    assert "已过期" in str(services.consents.barrier(zhou, Channel.PHONE))
    services.consents.withdraw(zhou, kept[0].id)
    assert "已撤回" in str(services.consents.barrier(zhou, Channel.PHONE))
    assert services.consents.barrier(zhou, Channel.SMS) is None
    services.consents.record(zhou, ConsentDraft(evidence="重新签署"))
    services.history.undo()
    services.history.undo()
    assert "已过期" in str(services.consents.barrier(zhou, Channel.PHONE))


def test_a_barred_channel_is_not_planned_and_the_reason_is_told(
    services: Services, zhou: CustomerId
) -> None:
    services.consents.record(zhou, ConsentDraft(evidence="电话中说明", is_given=False))
    draft = VisitDraft(at="2026-09-20", kind="phone", purpose="续作")
    with pytest.raises(ContactBarredError, match="不同意通过电话联系"):
        services.visits.add(zhou, draft)
    with pytest.raises(ContactBarredError):
        services.interactions.log(
            zhou,
            InteractionDraft(kind="counter", note="来店"),
            NextStep(next_visit=draft),
        )
    services.visits.add(zhou, VisitDraft(at="2026-09-20", kind="sms", purpose="续作"))


def test_a_ban_calls_planned_visits_off_and_undo_brings_all_back(
    services: Services, zhou: CustomerId
) -> None:
    visit = services.visits.add(
        zhou, VisitDraft(at="2026-09-20", kind="phone", purpose="续作")
    ).only_id(Aspect.VISIT)
    with pytest.raises(InvalidDraftError):
        services.consents.ban(zhou, " ")
    services.consents.ban(zhou, "来电明确要求")
    services.consents.ban(zhou, "来电明确要求不再打扰")
    assert "不再打扰" in str(services.consents.bans([zhou])[zhou])
    row = services.visits.get(VisitId(visit))
    assert row.state is VisitState.CANCELLED
    with pytest.raises(ContactBarredError, match="不再联系"):
        services.visits.add(zhou, VisitDraft(at="2026-09-21", kind="mail", purpose="续作"))
    services.history.undo()
    services.history.undo()
    assert services.consents.bans([zhou]) == {}
    assert services.visits.get(VisitId(visit)).state is VisitState.PLANNED
    services.history.redo()
    services.consents.lift_ban(zhou)
    services.consents.lift_ban(zhou)
    with services.context.read() as work:
        assert work.consents.banned() == []


def test_a_withdrawal_calls_the_visits_of_its_channel_off(
    services: Services, zhou: CustomerId
) -> None:
    calls, texts = (
        services.visits.add(zhou, VisitDraft(at="2026-09-20", kind=kind, purpose="续作")).only_id(
            Aspect.VISIT
        )
        for kind in ("phone", "sms")
    )
    services.consents.record(zhou, ConsentDraft(evidence="柜面"))
    services.consents.withdraw(zhou, services.consents.sheet(zhou).consents[0].id)
    assert services.visits.get(VisitId(calls)).state is VisitState.CANCELLED
    assert "已撤回" in services.visits.get(VisitId(calls)).result
    assert services.visits.get(VisitId(texts)).state is VisitState.PLANNED
    with pytest.raises(ContactBarredError):
        services.visits.edit(
            VisitId(texts), VisitDraft(at="2026-09-21", kind="phone", purpose="续作")
        )
    services.visits.edit(VisitId(texts), VisitDraft(at="2026-09-21", kind="sms", purpose="续作"))


def test_everything_agreed_on_a_channel_is_withdrawn_at_once(
    services: Services, zhou: CustomerId
) -> None:
    for purpose in (Purpose.MARKETING, Purpose.SURVEY):
        services.consents.record(zhou, ConsentDraft(evidence="柜面", purpose=purpose))
    sms = ConsentDraft(evidence="柜面", channel=Channel.SMS)
    services.consents.record(zhou, sms)
    services.consents.withdraw_all(zhou, Channel.PHONE)
    states = {
        one.channel: one.state(date(2026, 9, 17)) for one in services.consents.sheet(zhou).consents
    }
    assert states == {Channel.PHONE: ConsentState.WITHDRAWN, Channel.SMS: ConsentState.GIVEN}


def test_lists_and_the_day_respect_a_ban(services: Services) -> None:
    draft = CustomerDraft(name="王五", birthday="1980-09-17")
    number = CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))
    assert [row.customer for row in services.today.board().birthdays] == ["王五"]
    services.consents.ban(number, "客户明确要求")
    assert list(services.today.board().birthdays) == []
    assert services.customers.rows([number])[0].barred == "客户明确要求"
