"""What is logged of a contact is checked and named."""

from datetime import date

import pytest

from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.contact_channel import (
    CHANNEL_LABELS,
    Channel,
    ContactResult,
    Direction,
    direction_label,
    has_direction,
    result_label,
    results_of,
)
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import CustomerId, InteractionId
from branchcrm.domain.interaction import (
    Interaction,
    InteractionDraft,
    checked_interaction,
    interaction_draft,
    title_of,
)

CLOCK = fixed_clock(date(2026, 9, 17))


def _problems(draft: InteractionDraft) -> list[str]:
    with pytest.raises(InvalidDraftError) as refused:
        checked_interaction(draft, CLOCK)
    return [problem.field for problem in refused.value.problems]


def test_a_call_without_a_time_is_now_and_goes_out() -> None:
    facts = checked_interaction(InteractionDraft(note="倾向 180 天"), CLOCK)
    assert facts.at == CLOCK.now()
    assert (facts.channel, facts.direction) == (Channel.PHONE, Direction.OUT)
    assert facts.result is ContactResult.REACHED


def test_only_a_reached_contact_with_a_note_is_effective() -> None:
    reached = checked_interaction(InteractionDraft(note="谈妥"), CLOCK)
    missed = checked_interaction(InteractionDraft(result="未接"), CLOCK)
    stated = checked_interaction(InteractionDraft(note="谈妥", effective="否"), CLOCK)
    assert reached.is_effective
    assert not missed.is_effective
    assert not stated.is_effective


def test_reaching_somebody_without_saying_what_came_of_it_is_refused() -> None:
    assert _problems(InteractionDraft()) == ["note"]


def test_every_wrong_field_is_named_at_once() -> None:
    draft = InteractionDraft(
        kind="飞鸽", at="改天", direction="上", result="也许", note="长" * 501, need="长" * 61
    )
    assert _problems(draft) == ["kind", "at", "direction", "result", "note", "need"]


def test_a_contact_cannot_lie_in_the_future() -> None:
    assert _problems(InteractionDraft(at="今天 16:00", note="谈妥")) == ["at"]
    facts = checked_interaction(InteractionDraft(at="今天 14:35", note="谈妥"), CLOCK)
    assert facts.at > CLOCK.now()


def test_face_to_face_has_no_direction_and_its_own_words() -> None:
    draft = InteractionDraft(kind="到店", direction="来电", result="已面谈", note="看过资料")
    facts = checked_interaction(draft, CLOCK)
    assert facts.direction is None
    assert title_of(facts).text() == "到店 · 已面谈"


@pytest.mark.parametrize(
    ("direction", "title"), [("out", "外拨 · 已接通"), ("来电", "来电 · 已接通")]
)
def test_a_call_is_named_by_its_direction(direction: str, title: str) -> None:
    facts = checked_interaction(InteractionDraft(direction=direction, note="谈妥"), CLOCK)
    assert title_of(facts).text() == title


def test_a_draft_reads_back_to_the_same_facts() -> None:
    draft = InteractionDraft(kind="wechat", at="昨天 9:30", note="已回", need="理财", mood="满意")
    facts = checked_interaction(draft, CLOCK)
    kept = Interaction(
        id=InteractionId(1),
        customer_id=CustomerId(1),
        customer="周雅琴",
        staff_id=None,
        staff="",
        visit_id=None,
        facts=facts,
    )
    assert checked_interaction(interaction_draft(kept, CLOCK.zone), CLOCK) == facts


@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_has_words_for_each_of_its_results(channel: Channel) -> None:
    labels = [result_label(channel, result) for result in results_of(channel)]
    assert len(set(labels)) == len(labels)
    assert CHANNEL_LABELS[channel]


def test_who_began_is_said_as_one_says_it_of_the_channel() -> None:
    assert direction_label(Channel.PHONE, Direction.IN) == "来电"
    assert direction_label(Channel.WECHAT, Direction.IN) == "客户联系"
    assert not has_direction(Channel.COUNTER)
