"""Staff, accounts and passwords."""
# ruff: noqa: S106 - the passwords are invented

from collections.abc import Iterator
from pathlib import Path

import pytest

from branchcrm.bootstrap import Book, FirstUser, create_book, open_book, open_with_recovery_key
from branchcrm.data.key_ring import KeyRing
from branchcrm.data.keys import HashCost, UnknownUserError, WrongPasswordError
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.errors import InvalidDraftError, NotAllowedError
from branchcrm.domain.ids import StaffId
from branchcrm.domain.rights import Role
from branchcrm.domain.wording import say
from branchcrm.services.staff import (
    LastAdministratorError,
    OwnAccountError,
    StaffDraft,
    StaffService,
    is_wrong_password,
)
from branchcrm.services.use_cases import Services

CHEAP = HashCost(memory_kib=64, iterations=1, lanes=1)


@pytest.fixture
def closed_book(tmp_path: Path, clock: FixedClock) -> Iterator[Book]:
    first = FirstUser(branch="人民路网点", name="王敏", password="correct horse")
    created = create_book(tmp_path / "closed", first, clock, CHEAP)
    yield created.book
    created.book.close()


@pytest.fixture
def staff(closed_book: Book) -> StaffService:
    context = closed_book.services(closed_book.actor()).context
    ring = KeyRing(closed_book.keys, closed_book.place.keys, closed_book.database.key, CHEAP)
    return StaffService(context, ring)


def opens(book: Book, user: str, password: str) -> bool:
    try:
        open_book(book.place.folder, book.clock, user=user, password=password).close()
    except (UnknownUserError, WrongPasswordError):
        return False
    return True


def test_a_person_with_an_account_can_open_the_book(closed_book: Book, staff: StaffService) -> None:
    staff.add(StaffDraft(name="李浩", role=Role.CLERK, login="lihao", password="secret 1"))
    assert opens(closed_book, "lihao", "secret 1")
    added = closed_book.actor("lihao")
    assert (added.name, added.role) == ("李浩", Role.CLERK)


def test_a_person_without_an_account_is_only_named(staff: StaffService) -> None:
    staff.add(StaffDraft(name="赵倩"))
    assert [person.login for person in staff.people()] == ["王敏", None]


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (StaffDraft(name=" "), ["name"]),
        (StaffDraft(name="李浩", login=" ", password="secret 1"), ["login"]),
        (StaffDraft(name="李浩", login="lihao", password="short"), ["password"]),
        (StaffDraft(name="李浩", login="lihao", password="   "), ["password"]),
        (StaffDraft(name="", login="王敏", password=""), ["name", "login", "password"]),
    ],
)
def test_every_problem_of_a_draft_is_named(
    closed_book: Book, staff: StaffService, draft: StaffDraft, fields: list[str]
) -> None:
    with pytest.raises(InvalidDraftError) as refused:
        staff.add(draft)
    assert [problem.field for problem in refused.value.problems] == fields
    assert closed_book.keys.users == ["王敏"]
    assert len(staff.people()) == 1


def test_a_disabled_person_is_shut_out_until_they_get_a_password(
    closed_book: Book, staff: StaffService
) -> None:
    staff.add(StaffDraft(name="李浩", login="lihao", password="secret 1"))
    person = staff.people()[1]
    staff.disable(person.id)
    assert not opens(closed_book, "lihao", "secret 1")
    assert len(staff.people()) == 1
    staff.reset_password(person.id, "secret 2")
    assert opens(closed_book, "lihao", "secret 2")
    assert len(staff.people()) == 2


def test_a_person_without_account_can_be_disabled(staff: StaffService) -> None:
    staff.add(StaffDraft(name="赵倩"))
    staff.disable(StaffId(2))
    assert len(staff.people()) == 1


def test_nobody_shuts_themselves_out(staff: StaffService) -> None:
    with pytest.raises(OwnAccountError):
        staff.disable(StaffId(1))


def test_the_last_administrator_stays_one(staff: StaffService) -> None:
    with pytest.raises(LastAdministratorError):
        staff.edit(StaffId(1), name="王敏", role=Role.CLERK)
    draft = StaffDraft(name="李浩", role=Role.ADMINISTRATOR, login="lihao", password="secret 1")
    staff.add(draft)
    staff.edit(StaffId(2), name="李浩", role=Role.ADMINISTRATOR)
    staff.edit(StaffId(1), name="王敏", role=Role.CLERK)
    assert staff.people()[0].role is Role.CLERK


def test_name_and_role_can_be_changed_and_changed_back(
    closed_book: Book, staff: StaffService
) -> None:
    staff.add(StaffDraft(name="赵倩"))
    staff.edit(StaffId(2), name="赵芊", role=Role.BRANCH_MANAGER)
    assert staff.people()[1].name == "赵芊"
    closed_book.services(closed_book.actor()).history.undo()
    assert staff.people()[1].name == "赵倩"
    with pytest.raises(InvalidDraftError):
        staff.edit(StaffId(2), name=" ", role=Role.CLERK)


def test_an_account_can_be_given_later_and_renamed(closed_book: Book, staff: StaffService) -> None:
    staff.add(StaffDraft(name="赵倩"))
    with pytest.raises(InvalidDraftError):
        staff.reset_password(StaffId(2), "secret 1")
    staff.give_login(StaffId(2), "zhao", "secret 1")
    staff.give_login(StaffId(2), "zhaoqian", "secret 2")
    assert not opens(closed_book, "zhao", "secret 1")
    assert opens(closed_book, "zhaoqian", "secret 2")
    with pytest.raises(InvalidDraftError):
        staff.give_login(StaffId(2), "王敏", "secret 2")


def test_a_person_changes_their_own_password(closed_book: Book, staff: StaffService) -> None:
    with pytest.raises(InvalidDraftError) as refused:
        staff.change_password("wrong", "secret 9")
    assert refused.value.problems[0].field == "current"
    with pytest.raises(InvalidDraftError):
        staff.change_password("correct horse", "short")
    assert opens(closed_book, "王敏", "correct horse")
    staff.change_password("correct horse", "secret 9")
    assert opens(closed_book, "王敏", "secret 9")


def test_a_locked_window_opens_to_the_own_password_alone(
    closed_book: Book, staff: StaffService, services: Services
) -> None:
    staff.check_own_password("correct horse")
    for wrong in (staff, services.staff):
        with pytest.raises(WrongPasswordError) as refused:
            wrong.check_own_password("secret 1")
        assert is_wrong_password(refused.value)
    with closed_book.unit_of_work.write("x", say("测试"), closed_book.actor()) as work:
        work.staff.change(StaffId(1), login=None)
        work.commit()
    with pytest.raises(WrongPasswordError):
        staff.check_own_password("correct horse")


def test_a_forgotten_password_is_replaced(closed_book: Book, staff: StaffService) -> None:
    staff.recover_password("secret 7")
    assert opens(closed_book, "王敏", "secret 7")
    with pytest.raises(InvalidDraftError):
        staff.recover_password("short")


def test_the_person_of_an_open_book_gets_their_first_password(services: Services) -> None:
    services.staff.change_password("", "secret 9")
    assert services.book.keys.users == ["王敏"]


def test_a_renewed_recovery_key_replaces_the_first(closed_book: Book, staff: StaffService) -> None:
    folder, clock = closed_book.place.folder, closed_book.clock
    first = staff.renew_recovery_key().recovery_key
    second = staff.renew_recovery_key().recovery_key
    open_with_recovery_key(folder, clock, second).close()
    with pytest.raises(WrongPasswordError):
        open_with_recovery_key(folder, clock, first)


def test_a_clerk_may_not_manage_staff(clerk: Services) -> None:
    with pytest.raises(NotAllowedError):
        clerk.staff.add(StaffDraft(name="某人"))
    assert clerk.staff.people()
