"""Decides what a row of a file changes in a customer that the book knows."""

from dataclasses import fields, replace
from typing import Any, Final

from branchcrm.domain.customer import CustomerFacts, OwnValue, Stage
from branchcrm.services.import_terms import Decision, OnMatch

# The code names the customer and the kind is found from the name: files do not change them.
_NEVER_CHANGED: Final = frozenset(["code", "kind", "reading"])
# The branch's own fields are many in one: each is decided on by itself.
_OWN: Final = "own"
_COMPARED: Final = tuple(
    one.name for one in fields(CustomerFacts) if one.name not in {*_NEVER_CHANGED, _OWN}
)
MERGED_FIELDS: Final = _COMPARED


def merged(kept: CustomerFacts, offered: CustomerFacts, decision: Decision) -> CustomerFacts:
    """Give the customer with what the row adds by the decision; blank cells change nothing."""
    if decision.on_match is OnMatch.SKIP:
        return kept
    taken = {
        name: getattr(offered, name)
        for name in _COMPARED
        if _is_taken(name, kept, offered, decision)
    }
    own = _taken_own(kept, offered, decision)
    if own:
        taken[_OWN] = {**kept.own, **own}
    return replace(kept, **taken) if taken else kept


def _taken_own(
    kept: CustomerFacts, offered: CustomerFacts, decision: Decision
) -> dict[str, OwnValue]:
    """Give the values of the branch's own fields that the row adds or puts in place of others."""
    chosen = decision.fields
    if chosen is None and decision.on_match is not OnMatch.OVERWRITE:
        return {key: value for key, value in offered.own.items() if key not in kept.own}
    wanted = (
        offered.own.items()
        if chosen is None
        else [(key, value) for key, value in offered.own.items() if key in chosen]
    )
    return {key: value for key, value in wanted if kept.own.get(key) != value}


def _is_taken(name: str, kept: CustomerFacts, offered: CustomerFacts, decision: Decision) -> bool:
    value, present = getattr(offered, name), getattr(kept, name)
    if value == present or is_empty(name, value, offered):
        return False
    if decision.fields is not None:
        return name in decision.fields
    if name == "id_type":
        return not kept.id_number or decision.on_match is OnMatch.OVERWRITE
    return decision.on_match is OnMatch.OVERWRITE or is_empty(name, present, kept)


def is_empty(name: str, value: Any, facts: CustomerFacts) -> bool:  # noqa: ANN401 - any field
    """Tell whether a field says nothing; a name that only repeats the code says nothing."""
    if name == "name":
        return not value or value == facts.code
    if name == "stage":
        return value is Stage.ACTIVE
    return value is None or value in ("", ())


def says_nothing_more(kept: CustomerFacts, offered: CustomerFacts) -> bool:
    """Tell whether a row only repeats what the book knows of a customer."""
    return all(
        getattr(offered, name) == getattr(kept, name)
        or is_empty(name, getattr(offered, name), offered)
        for name in _COMPARED
    ) and all(kept.own.get(key) == value for key, value in offered.own.items())


def contradicts(kept: CustomerFacts, offered: CustomerFacts) -> bool:
    """Tell whether two customers of one name cannot be the same person."""
    return any(
        getattr(kept, name)
        and getattr(offered, name)
        and getattr(kept, name) != getattr(offered, name)
        for name in ("id_number", "uscc")
    )
