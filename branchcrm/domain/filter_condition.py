"""A filter as a tree: conditions on fields, joined by and, or, not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from branchcrm.domain.filter_field import FilterField, Operator
from branchcrm.domain.filter_period import RelativeDay, Stretch

MOST_CONDITIONS: Final = 100
DEEPEST: Final = 20


class Who(StrEnum):
    """A person whom a filter names by their place, not by their name."""

    ME = "me"


class Connective(StrEnum):
    """How the parts of a group belong together."""

    AND = "and"
    OR = "or"


Point = int | date | RelativeDay


@dataclass(frozen=True, slots=True)
class Between:
    """From one value to another, both included."""

    first: Point
    last: Point


Value = str | bool | int | date | RelativeDay | Stretch | Between | Who
Argument = int | str | None


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of a field; of several values any may hold."""

    field: FilterField
    operator: Operator
    values: tuple[Value, ...] = ()
    argument: Argument = None


@dataclass(frozen=True, slots=True)
class Group:
    """Two or more parts of which all, or any, must hold."""

    connective: Connective
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    part: "Node"


Node = Condition | Group | Not


def joined(connective: Connective, parts: tuple[Node, ...]) -> Node:
    """Join parts; a single one stands alone, and groups of the same kind become one.

    Raises:
        ValueError: there is no part.
    """
    flat: list[Node] = []
    for part in parts:
        is_same = isinstance(part, Group) and part.connective is connective
        flat.extend(part.parts if is_same and isinstance(part, Group) else (part,))
    if not flat:
        message = "a filter needs a part"
        raise ValueError(message)
    return flat[0] if len(flat) == 1 else Group(connective, tuple(flat))


def all_of(*parts: Node | None) -> Node | None:
    """Ask for everything that is given; nothing given asks for nothing."""
    given = tuple(part for part in parts if part is not None)
    return joined(Connective.AND, given) if given else None


def parts_of(node: Node | None) -> tuple[Node, ...]:
    """Give what a filter asks for one by one, as chips show it."""
    if node is None:
        return ()
    if isinstance(node, Group) and node.connective is Connective.AND:
        return node.parts
    return (node,)


def conditions_of(node: Node | None) -> Iterator[Condition]:
    """Give every condition of a filter, from left to right."""
    if isinstance(node, Condition):
        yield node
    elif isinstance(node, Not):
        yield from conditions_of(node.part)
    elif isinstance(node, Group):
        for part in node.parts:
            yield from conditions_of(part)
