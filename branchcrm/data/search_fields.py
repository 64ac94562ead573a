"""In which field a searched text stands, looked at customer by customer."""

import json
from array import array
from collections.abc import Sequence
from typing import Final

from sqlalchemy.engine import Connection

from branchcrm.data.search_index import MORE_FIELDS, searched_from
from branchcrm.data.search_match import match
from branchcrm.data.search_tokens import indexed
from branchcrm.data.search_words import holders

NOTED: Final = "note"
"""The field of a customer in whose notes or interactions the text stands."""


def removed_ids(connection: Connection, text: str) -> "array[int]":
    """Give the customers of the recycle bin that a folded text means, by looking at each."""
    rows = connection.exec_driver_sql(
        f"SELECT {MORE_FIELDS} FROM customer c WHERE c.removed_at IS NOT NULL ORDER BY c.id"  # noqa: S608
    ).all()
    noted = holders(connection, indexed(text), [row[0] for row in rows])
    return array(
        "q",
        (row[0] for row in rows if row[0] in noted or match(text, searched_from(row)) is not None),
    )


def matched_fields(connection: Connection, text: str, ids: Sequence[int]) -> dict[int, str]:
    """Name the field in which each customer matches the text."""
    rows = connection.exec_driver_sql(
        f"SELECT {MORE_FIELDS} FROM customer c"  # noqa: S608
        " WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps([int(number) for number in ids]),),
    ).all()
    return {int(row[0]): match(text, searched_from(row)) or NOTED for row in rows}
