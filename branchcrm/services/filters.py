"""What a user can do with filters: type one in either language, and know what can be asked for."""

from branchcrm.data.reading import Reading
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.filter_catalogue import BUILT_IN
from branchcrm.domain.filter_condition import Node, Who, conditions_of
from branchcrm.domain.filter_field import FieldCatalogue, FieldKind
from branchcrm.domain.filter_parser import parse_filter
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark, say
from branchcrm.services.context import Context, requires

MANAGER_WORD = mark("客户经理")


class FilterService:
    """The use cases of the filter language."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def catalogue(self) -> FieldCatalogue:
        """Give every field that customers of this book can be filtered by."""
        with self.context.read() as work:
            return catalogue_of(work)

    @requires(Right.SEE_CUSTOMERS)
    def read(self, text: str) -> Node | None:
        """Read a filter as it was typed or stored; an empty one asks for nothing.

        Raises:
            FilterTextError: it cannot be read, with the place.
            NotFoundError: nobody has the account manager's name.
        """
        with self.context.read() as work:
            node = parse_filter(text, catalogue_of(work))
            known = {person.name for person in work.staff.all()}
        for condition in conditions_of(node):
            if condition.field.kind is FieldKind.PERSON:
                _require_known(condition.values, known)
        return node


def catalogue_of(work: Reading) -> FieldCatalogue:
    """Give the fields of a book: those of every book, then the branch's own."""
    return FieldCatalogue((*BUILT_IN, *own_fields(work)))


def own_fields(_work: Reading) -> tuple[()]:
    """Give the fields that the branch has defined itself."""
    return ()


def _require_known(names: tuple[object, ...], known: set[str]) -> None:
    for name in names:
        if name is not Who.ME and name not in known:
            raise NotFoundError(what=say(MANAGER_WORD), key=str(name))
