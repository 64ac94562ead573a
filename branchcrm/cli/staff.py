"""Commands for the people of the branch and their accounts."""

import os
import secrets
from argparse import ArgumentParser, Namespace
from getpass import getpass

from branchcrm.cli.asking import can_ask
from branchcrm.cli.command import Command, Result, Session, assignments
from branchcrm.domain.accepted_words import named_choice, not_accepted
from branchcrm.domain.errors import BranchCrmError, NotFoundError
from branchcrm.domain.rights import ROLE_LABELS, Role
from branchcrm.domain.staff import Staff
from branchcrm.domain.wording import mark, say
from branchcrm.services.staff import StaffDraft

PASSWORD_OF_THE_OTHER = "BRANCHCRM_NEW_PASSWORD"  # noqa: S105 - the name of a variable


ROLE_WORD = mark("角色")
_NAMES = ("name", "role", "login")


class NoNameError(BranchCrmError):
    """The command needs to know whom it is about."""

    happened = mark("没有执行：没有写是哪位员工")
    remedy = mark("例如 branchcrm users {action} 李浩")


def _users_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=("list", "add", "disable", "reset"))
    parser.add_argument(
        "words",
        nargs="*",
        metavar="NAME",
        help="a person's name or login; also name=, role= and login= as in other commands",
    )
    parser.add_argument("--role", choices=[role.value for role in Role], default=Role.CLERK.value)
    parser.add_argument("--login", metavar="NAME", help="the login, if it is not the name")
    parser.add_argument("--no-login", action="store_true", help="named in records only")


def _users(session: Session, options: Namespace) -> Result:
    if options.action == "list":
        return {"users": [_document(person) for person in _people(session)]}
    _read_words(options)
    if not options.name:
        raise NoNameError(action=options.action)
    service = session.services.staff
    if options.action == "add":
        login = "" if options.no_login else options.login or options.name
        password, made = _password_of_the_other(session, options.name) if login else ("", {})
        draft = StaffDraft(
            name=options.name, role=Role(options.role), login=login, password=password
        )
        changes = service.add(draft)
        person = find_person(session, options.name)
        return {"operation": int(changes.operation_id), **_document(person), **made}
    person = find_person(session, options.name)
    made = {}
    if options.action == "disable":
        changes = service.disable(person.id)
    else:
        password, made = _password_of_the_other(session, person.name)
        changes = service.reset_password(person.id, password)
    return {
        "operation": int(changes.operation_id),
        **_document(find_person(session, str(int(person.id)))),
        **made,
    }


def _read_words(options: Namespace) -> None:
    """Take the name and what is given as NAME=VALUE from the words of the command."""
    named = [word for word in options.words if "=" not in word]
    given = assignments([word for word in options.words if "=" in word], _NAMES)
    options.name = given.get("name", " ".join(named)).strip()
    options.login = given.get("login", options.login)
    options.role = _role(given["role"]).value if "role" in given else options.role


def _role(text: str) -> Role:
    role = named_choice(text, ROLE_LABELS)
    if role is None:
        raise not_accepted(_NAMES[1], ROLE_WORD, text, ROLE_LABELS)
    return role


def _people(session: Session) -> list[Staff]:
    return session.services.staff.people(with_inactive=True)


def find_person(session: Session, key: str) -> Staff:
    """Give the person of a login, a name or an id.

    Raises:
        NotFoundError: nobody has it.
    """
    for person in _people(session):
        if key in (person.login, person.name, str(person.id)):
            return person
    raise NotFoundError(what=say(mark("员工")), key=key)


def _document(person: Staff) -> dict[str, object]:
    return {
        "id": int(person.id),
        "name": person.name,
        "login": person.login,
        "role": person.role,
        "active": person.is_active,
        "needs_review": person.needs_review,
    }


def _password_of_the_other(session: Session, name: str) -> tuple[str, dict[str, str]]:
    """Give the password that a person is to have, and what to print of it.

    It comes from the environment or the terminal; a script without either gets a random one,
    which is printed this once.
    """
    given = os.environ.get(PASSWORD_OF_THE_OTHER)
    if given is not None:
        return given, {}
    if can_ask():
        return getpass(session.text(say("{name}的密码：", name=name))), {}
    made = secrets.token_urlsafe(9)
    return made, {"password": made}


COMMANDS = [
    Command(name="users", help="list, add, disable, reset", arguments=_users_arguments, run=_users),
]
