"""What a user can do with the people of the branch and with passwords."""

from dataclasses import dataclass

from branchcrm.data.key_ring import KeyRing
from branchcrm.data.keys import WrongPasswordError
from branchcrm.data.reading import Reading
from branchcrm.data.unit_of_work import Work
from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import StaffId
from branchcrm.domain.password import check_password
from branchcrm.domain.rights import ROLE_LABELS, Right, Role
from branchcrm.domain.staff import Staff
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.context import Context, requires


class LastAdministratorError(BranchCrmError):
    """Without this person nobody could manage the book any more."""

    happened = mark("没有保存：{name}是最后一位管理员")
    remedy = mark("先让另一位员工成为管理员")


class OwnAccountError(BranchCrmError):
    """A person cannot shut themselves out."""

    happened = mark("没有停用：不能停用自己的账号")
    remedy = mark("请另一位管理员来做")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffDraft:
    """What a form collects about a person; without a login they are only named in records."""

    name: str
    role: Role = Role.ACCOUNT_MANAGER
    login: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class RenewedKey:
    """A recovery key that is shown once."""

    changes: Changes
    recovery_key: str


class StaffService:
    """The use cases of staff, accounts and passwords."""

    def __init__(self, context: Context, key_ring: KeyRing) -> None:
        """Work in the context, on the keys of the same book."""
        self.context = context
        self._keys = key_ring

    @requires(Right.SEE_CUSTOMERS)
    def people(self, *, with_inactive: bool = False) -> list[Staff]:
        """List the people of the branch."""
        with self.context.read() as work:
            return work.staff.all(with_inactive=with_inactive)

    @requires(Right.MANAGE_STAFF)
    def add(self, draft: StaffDraft) -> Changes:
        """Bring a person into the book, with or without an account.

        Raises:
            InvalidDraftError: the name is missing, the login is taken, the password too short.
        """
        summary = say("增加员工{name}", name=draft.name.strip())
        with (
            self._keys.changing(),
            self.context.write("staff.add", summary, is_reversible=not draft.login) as work,
        ):
            _check_draft(work, draft)
            work.staff.add(
                branch_id=self.context.actor.branch_id,
                name=draft.name.strip(),
                role=draft.role,
                login=draft.login.strip() or None,
                now=self.context.clock.now(),
            )
            if draft.login:
                self._keys.set_password(draft.login.strip(), draft.password)
            return work.commit()

    @requires(Right.MANAGE_STAFF)
    def edit(self, staff_id: StaffId, *, name: str, role: Role) -> Changes:
        """Change a person's name and role; the summary says which role.

        Raises:
            InvalidDraftError: the name is missing.
            LastAdministratorError: nobody else could manage the book.
        """
        summary = say("修改员工{name}：{role}", name=name.strip(), role=say(ROLE_LABELS[role]))
        with self.context.write("staff.edit", summary) as work:
            if not name.strip():
                raise InvalidDraftError([_missing_name()])
            person = work.staff.get(staff_id)
            if role is not Role.ADMINISTRATOR:
                _require_another_administrator(work, person)
            work.staff.change(staff_id, name=name.strip(), role=role, needs_review=False)
            return work.commit()

    @requires(Right.MANAGE_STAFF)
    def give_login(self, staff_id: StaffId, login: str, password: str) -> Changes:
        """Give a person an account, or a disabled person theirs back, with a password.

        Raises:
            InvalidDraftError: the login is taken or the password too short.
        """
        with self.context.read() as work:
            person = work.staff.get(staff_id)
        draft = StaffDraft(name=person.name, login=login, password=password)
        summary = say("给{name}开通账号", name=person.name)
        with (
            self._keys.changing(),
            self.context.write("staff.login", summary, is_reversible=False) as work,
        ):
            _check_draft(work, draft, own=staff_id)
            work.staff.change(staff_id, login=login.strip(), is_active=True, needs_review=False)
            if person.login and person.login != login.strip():
                self._keys.remove_password(person.login)
            self._keys.set_password(login.strip(), password)
            return work.commit()

    @requires(Right.MANAGE_STAFF)
    def disable(self, staff_id: StaffId) -> Changes:
        """Shut a person out: their password stops working, their name stays in the records.

        Raises:
            OwnAccountError: it is the acting person.
            LastAdministratorError: nobody else could manage the book.
        """
        if staff_id == self.context.actor.staff_id:
            raise OwnAccountError
        with self.context.read() as work:
            person = work.staff.get(staff_id)
        summary = say("停用{name}", name=person.name)
        with (
            self._keys.changing(),
            self.context.write("staff.disable", summary, is_reversible=False) as work,
        ):
            _require_another_administrator(work, person)
            work.staff.change(staff_id, is_active=False)
            if person.login:
                self._keys.remove_password(person.login)
            return work.commit()

    @requires(Right.MANAGE_STAFF)
    def reset_password(self, staff_id: StaffId, password: str) -> Changes:
        """Set a person's password anew; a disabled person can work again.

        Raises:
            InvalidDraftError: the person has no login, or the password is too short.
        """
        with self.context.read() as work:
            person = work.staff.get(staff_id)
        return self._set_password(
            person, password, "staff.reset", say("重设{name}的密码", name=person.name)
        )

    @requires(Right.SEE_CUSTOMERS)
    def change_password(self, current: str, chosen: str) -> Changes:
        """Change one's own password.

        Raises:
            InvalidDraftError: the present password is wrong, or the chosen one too short.
        """
        with self.context.read() as work:
            person = work.staff.get(self.context.actor.staff_id)
        if person.login and self._keys.has_password(person.login):
            try:
                self._keys.check_password(person.login, current)
            except WrongPasswordError as error:
                wrong = FieldError("current", say("现在的密码不正确"))
                raise InvalidDraftError([wrong]) from error
        return self._set_password(
            person, chosen, "staff.password", say("{name}修改了自己的密码", name=person.name)
        )

    @requires(Right.SEE_CUSTOMERS)
    def recover_password(self, password: str) -> Changes:
        """Set one's own password anew after the recovery key opened the book.

        Raises:
            InvalidDraftError: it is too short.
        """
        with self.context.read() as work:
            person = work.staff.get(self.context.actor.staff_id)
        summary = say("{name}用恢复密钥重设了密码", name=person.name)
        return self._set_password(person, password, "staff.recover", summary)

    @requires(Right.SEE_CUSTOMERS)
    def check_own_password(self, password: str) -> None:
        """Make sure that a password is the acting person's, as to unlock the window.

        Raises:
            WrongPasswordError: it is not, or the person has none.
        """
        with self.context.read() as work:
            login = work.staff.get(self.context.actor.staff_id).login
        if login is None or not self._keys.has_password(login):
            raise WrongPasswordError
        self._keys.check_password(login, password)

    @requires(Right.MANAGE_STAFF)
    def renew_recovery_key(self) -> RenewedKey:
        """Make another recovery key, shown once; the earlier one stops working."""
        summary = say("换了新的恢复密钥")
        with (
            self._keys.changing(),
            self.context.write("book.recovery", summary, is_reversible=False) as work,
        ):
            recovery_key = self._keys.renew_recovery_key()
            return RenewedKey(work.commit(), recovery_key)

    def _set_password(self, person: Staff, password: str, name: str, summary: Sentence) -> Changes:
        with (
            self._keys.changing(),
            self.context.write(name, summary, is_reversible=False) as work,
        ):
            if not person.login:
                raise InvalidDraftError(
                    [FieldError("login", say("{name}没有账号，先开通账号", name=person.name))]
                )
            _check_password(password)
            work.staff.change(person.id, is_active=True)
            self._keys.set_password(person.login, password)
            return work.commit()


def is_wrong_password(error: BaseException) -> bool:
    """Tell whether opening failed for a wrong password, which counts as an attempt."""
    return isinstance(error, WrongPasswordError)


def _missing_name() -> FieldError:
    return FieldError("name", say("填写姓名后才能保存"))


def _require_another_administrator(work: Work, person: Staff) -> None:
    """Refuse to take the last account that can manage the book."""
    others = [
        other
        for other in work.staff.all()
        if other.role is Role.ADMINISTRATOR and other.login and other.id != person.id
    ]
    if person.role is Role.ADMINISTRATOR and not others:
        raise LastAdministratorError(name=person.name)


def _check_draft(work: Reading, draft: StaffDraft, own: StaffId | None = None) -> None:
    problems = [] if draft.name.strip() else [_missing_name()]
    login = draft.login.strip()
    holder = work.staff.by_login(login) if login else None
    if holder is not None and holder.id != own:
        taken = say("账号 {login} 已经是{name}的", login=login, name=holder.name)
        problems.append(FieldError("login", taken))
    if draft.login and not login:
        problems.append(FieldError("login", say("填写账号后才能保存")))
    if login:
        try:
            check_password(draft.password)
        except FieldError as error:
            problems.append(error)
    if problems:
        raise InvalidDraftError(problems)


def _check_password(password: str) -> None:
    try:
        check_password(password)
    except FieldError as error:
        raise InvalidDraftError([error]) from error
