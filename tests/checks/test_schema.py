"""Every constraint of the book has a name and every foreign key says what a deletion does."""

import importlib
import pkgutil

import pytest
from sqlalchemy import Constraint, ForeignKeyConstraint, Table

import branchcrm.data


def tables() -> list[Table]:
    """Give every table of the book, whichever module defines it."""
    modules = [
        importlib.import_module(f"branchcrm.data.{found.name}")
        for found in pkgutil.iter_modules(branchcrm.data.__path__)
        if found.name.startswith("tables")
    ]
    return list(modules[0].metadata.tables.values())


def constraints() -> list[Constraint]:
    """Give every constraint of every table."""
    return [constraint for table in tables() for constraint in table.constraints]


def test_every_constraint_and_index_has_a_name() -> None:
    nameless = [f"{one.table.name}: {one}" for one in constraints() if not one.name]
    assert nameless == []
    assert [index for table in tables() for index in table.indexes if not index.name] == []


def test_names_of_constraints_are_told_apart() -> None:
    names = [str(one.name) for one in constraints()]
    assert sorted(names) == sorted(set(names))


def test_every_foreign_key_says_what_a_deletion_does() -> None:
    silent = [
        f"{one.table.name}.{one.name}"
        for one in constraints()
        if isinstance(one, ForeignKeyConstraint) and not one.ondelete
    ]
    assert silent == []


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_a_table_is_named_in_the_singular_and_has_a_key(table: Table) -> None:
    assert table.name == table.name.lower()
    assert len(table.primary_key.columns) > 0
