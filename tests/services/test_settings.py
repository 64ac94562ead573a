"""Settings, preferences and drafts."""

from datetime import time

import pytest

from branchcrm.domain.errors import InvalidDraftError, NotAllowedError
from branchcrm.services.use_cases import Services

MORNING, AFTERNOON = (time(9), time(11, 30)), (time(14), time(17))


def test_the_branch_can_be_renamed_and_named_back(services: Services) -> None:
    services.settings.rename_branch(" 解放路网点 ")
    assert services.settings.branch().name == services.settings.branch_name() == "解放路网点"
    services.history.undo()
    assert services.settings.branch().name == "人民路网点"
    with pytest.raises(InvalidDraftError):
        services.settings.rename_branch(" ")


def test_business_hours_are_those_of_the_calendar(services: Services) -> None:
    services.settings.set_hours([MORNING, AFTERNOON])
    assert services.settings.branch().hours.spans == (MORNING, AFTERNOON)
    assert services.settings.get("business_hours") == [["09:00", "11:30"], ["14:00", "17:00"]]
    services.history.undo()
    assert services.settings.branch().hours.spans == ((time(9), time(17)),)


@pytest.mark.parametrize(
    "spans", [[], [(time(17), time(9))], [(time(9), time(15)), AFTERNOON], [AFTERNOON, MORNING]]
)
def test_hours_that_make_no_sense_are_refused(
    services: Services, spans: list[tuple[time, time]]
) -> None:
    with pytest.raises(InvalidDraftError) as refused:
        services.settings.set_hours(spans)
    assert {problem.field for problem in refused.value.problems} == {"hours"}


def test_preferences_and_drafts_are_personal_and_stay_out_of_the_journal(
    services: Services, clerk: Services
) -> None:
    before = len(services.history.latest())
    services.settings.prefer("customers.columns", ["name", "tier"])
    services.settings.keep_draft("customer", {"name": "周雅琴"})
    assert services.settings.preference("customers.columns") == ["name", "tier"]
    assert services.settings.draft("customer") == {"name": "周雅琴"}
    assert clerk.settings.preference("customers.columns") is None
    assert clerk.settings.draft("customer") is None
    services.settings.keep_draft("customer", None)
    assert services.settings.draft("customer") is None
    assert len(services.history.latest()) == before


def test_a_clerk_may_not_change_settings(clerk: Services) -> None:
    with pytest.raises(NotAllowedError):
        clerk.settings.rename_branch("别的")
