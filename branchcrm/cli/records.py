"""Commands that add, change, remove and bring back records of any kind."""

from argparse import Action, ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol

from typing_extensions import override

from branchcrm.cli.bulk_edits import edit_many
from branchcrm.cli.command import Command, Result, Session, assignments
from branchcrm.cli.holdings import HoldingKindOfRecord
from branchcrm.cli.many import MANY, add_many_arguments, require_one
from branchcrm.cli.own_fields import own_words
from branchcrm.cli.ties import TIE_NAMES, take_ties
from branchcrm.cli.transactions import ProductKindOfRecord, TransactionKindOfRecord
from branchcrm.cli.visits import InteractionKindOfRecord, VisitKindOfRecord
from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark


class KindError(BranchCrmError):
    """The kind of record is unknown, or cannot be removed."""

    happened = mark("不能这样处理“{kind}”")
    kept = mark("没有写入任何内容")
    remedy = mark("可用的种类：{kinds}")


class RecordKind(Protocol):
    """How one kind of record is added, changed, removed and brought back."""

    def add(self, session: Session, values: list[str]) -> Changes:
        """Create a record from NAME=VALUE arguments."""
        ...

    def edit(self, session: Session, key: str, values: list[str]) -> Changes:
        """Change a record."""
        ...

    def remove(self, session: Session, key: str) -> Changes:
        """Move a record into the recycle bin."""
        ...

    def restore(self, session: Session, key: str) -> Changes:
        """Bring a record back."""
        ...


@dataclass(frozen=True, slots=True)
class CustomerKindOfRecord:
    """Customers: keys are ids or codes."""

    def add(self, session: Session, values: list[str]) -> Changes:
        """Create a customer."""
        given = _given(session, values, TIE_NAMES)
        ties = take_ties(session, given)
        return session.services.customers.add(_changed(session, CustomerDraft(), given), ties)

    def edit(self, session: Session, key: str, values: list[str]) -> Changes:
        """Change a customer."""
        customers = session.services.customers
        customer_id = customers.id_of(key)
        given = _given(session, values)
        return customers.edit(
            customer_id, _changed(session, customers.draft_of(customer_id), given)
        )

    def remove(self, session: Session, key: str) -> Changes:
        """Move a customer into the recycle bin."""
        customers = session.services.customers
        return customers.remove([customers.id_of(key)])

    def restore(self, session: Session, key: str) -> Changes:
        """Bring a customer back."""
        customers = session.services.customers
        return customers.restore([customers.id_of(key)])


KINDS: dict[str, RecordKind] = {
    "customer": CustomerKindOfRecord(),
    "holding": HoldingKindOfRecord(),
    "interaction": InteractionKindOfRecord(),
    "product": ProductKindOfRecord(),
    "transaction": TransactionKindOfRecord(),
    "visit": VisitKindOfRecord(),
}


_NO_TEXTS = frozenset({"manager_id", "own"})


def _given(session: Session, values: list[str], more: Sequence[str] = ()) -> dict[str, str]:
    names = [field.name for field in fields(CustomerDraft) if field.name not in _NO_TEXTS]
    return assignments(values, [*names, "manager", *own_words(session), *more])


def _changed(session: Session, draft: CustomerDraft, given: dict[str, str]) -> CustomerDraft:
    own = own_words(session)
    manager = given.pop("manager", None)
    typed = {own[word]: given.pop(word) for word in list(given) if word in own}
    changed = replace(draft, own={**draft.own, **typed}, **given)  # type: ignore[arg-type]  # only text fields
    if manager is not None:
        changed = replace(changed, manager_id=session.services.customers.manager_of(manager))
    return changed


def kind_of(name: str) -> RecordKind:
    """Give the kind of a name.

    Raises:
        KindError: there is no such kind.
    """
    if name not in KINDS:
        raise KindError(kind=name, kinds=", ".join(sorted(KINDS)))
    return KINDS[name]


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE")


def _add(session: Session, options: Namespace) -> Result:
    changes = kind_of(options.kind).add(session, options.values)
    return {"operation": int(changes.operation_id), "id": changes.only_id(Aspect(options.kind))}


def _edit_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND")
    parser.add_argument("id", metavar="ID", help="for `customers` the first NAME=VALUE")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE", action=_Values)
    add_many_arguments(parser)


class _Values(Action):
    """One record needs at least one value; with many the first one stands in place of the id."""

    @override
    def __call__(
        self,
        parser: ArgumentParser,
        namespace: Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Take the values, or end with how the command is used."""
        if not values and namespace.kind != MANY:
            parser.error("NAME=VALUE is missing")
        namespace.values = values


def _edit(session: Session, options: Namespace) -> Result:
    if options.kind == MANY:
        return edit_many(session, options)
    require_one(options)
    changes = kind_of(options.kind).edit(session, options.id, options.values)
    return {"operation": int(changes.operation_id)}


def _key_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND")
    parser.add_argument("id", metavar="ID")


def _remove(session: Session, options: Namespace) -> Result:
    return {"operation": int(kind_of(options.kind).remove(session, options.id).operation_id)}


def _restore(session: Session, options: Namespace) -> Result:
    return {"operation": int(kind_of(options.kind).restore(session, options.id).operation_id)}


COMMANDS = [
    Command(name="add", help="add a record", arguments=_add_arguments, run=_add),
    Command(name="edit", help="change a record", arguments=_edit_arguments, run=_edit),
    Command(name="remove", help="remove a record", arguments=_key_arguments, run=_remove),
    Command(
        name="restore-removed", help="bring a record back", arguments=_key_arguments, run=_restore
    ),
]
