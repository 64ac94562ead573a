"""No use case without a right, from the first service on."""

import ast

from sources import decorator_names, sources

# Decorators of what is no use case: it reads nothing from the book and changes nothing.
NO_USE_CASE = {"property", "cached_property", "staticmethod", "classmethod"}


def test_every_public_use_case_declares_the_right_it_needs() -> None:
    undeclared = [
        f"{source.path}:{method.lineno} {node.name}.{method.name}"
        for source in sources("branchcrm/services")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith("Service")
        for method in node.body
        if isinstance(method, ast.FunctionDef)
        and not method.name.startswith("_")
        and decorator_names(method).isdisjoint({"requires", *NO_USE_CASE})
        and node.name != "Service"
    ]
    assert not undeclared, "\n".join(undeclared)


def test_there_are_services_to_look_at() -> None:
    declared = [
        method.name
        for source in sources("branchcrm/services")
        for method in ast.walk(source.tree)
        if isinstance(method, ast.FunctionDef) and "requires" in decorator_names(method)
    ]
    assert declared
