"""The complaint rules and classes that the program brings along; a branch may replace them."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from branchcrm.domain.complaint_rule import ComplaintRule, rule_from_json
from branchcrm.domain.complaint_taxonomy import Taxonomy, taxonomy_from_json

DEFAULT_INDUSTRY = "bank"


@cache
def shipped_rules() -> tuple[ComplaintRule, ...]:
    """Give the published rules on complaint deadlines, each with its time of effect."""
    return tuple(rule_from_json(record) for record in _read("complaint_rules.json"))


@cache
def shipped_taxonomy(industry: str = DEFAULT_INDUSTRY) -> Taxonomy:
    """Give an industry's classes of complaints, the bank's for an unknown industry."""
    tables = _read("complaint_classes.json")
    known = industry if industry in tables else DEFAULT_INDUSTRY
    return taxonomy_from_json(known, tables[known])


def _read(name: str) -> Any:  # noqa: ANN401 - JSON of any shape; the domain checks it
    return json.loads(files("branchcrm.reference").joinpath(name).read_text(encoding="utf-8"))
