"""Recognises the exports of other programs by their columns."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from branchcrm.exchange.contact_programs import (
    GOOGLE,
    HUBSPOT,
    HUBSPOT_COMPANIES,
    ODOO,
    OUTLOOK,
    SALESFORCE,
    SALESFORCE_ACCOUNTS,
    SPLIT_NAMES,
    ZOHO,
    ZOHO_ACCOUNTS,
)
from branchcrm.exchange.document_programs import ODOO_INVOICES, TAX_INVOICES
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.headings import Heading
from branchcrm.exchange.profile import Profile, keys_of

PROGRAMS: Final = (
    SALESFORCE,
    SALESFORCE_ACCOUNTS,
    ZOHO,
    ZOHO_ACCOUNTS,
    HUBSPOT,
    HUBSPOT_COMPANIES,
    ODOO,
    OUTLOOK,
    GOOGLE,
    ODOO_INVOICES,
    TAX_INVOICES,
)


def find_profile(headings: Sequence[Heading], kind: ImportKind | None) -> Profile | None:
    """Give the program whose export a table is; `kind` where a person said it."""
    keys = {heading.key for heading in headings}
    fitting = (one for one in PROGRAMS if kind in {None, one.kind} and one.fits(keys))
    return next(fitting, None)


def split_names(headings: Sequence[Heading]) -> Profile | None:
    """Tell whether a list keeps family and given names apart."""
    return SPLIT_NAMES if SPLIT_NAMES.fits({heading.key for heading in headings}) else None


@cache
def profile_headings() -> frozenset[str]:
    """Give the headings by which the exports are recognised."""
    profiles = (*PROGRAMS, SPLIT_NAMES)
    return frozenset().union(*(keys_of(marks) for one in profiles for marks in one.marks))
