"""What a customer held in the branch's own fields, read backwards from the journal."""

from sqlalchemy.engine import Connection

from branchcrm.data.journal import read_entries
from branchcrm.data.own_values import COLUMNS, value_of
from branchcrm.data.rows import Changed, Created, Deleted, Entry
from branchcrm.data.tables_own import own_value
from branchcrm.domain.customer import OwnValue
from branchcrm.domain.ids import CustomerId, OperationId
from branchcrm.domain.own_field import PREFIX

NAMES = ("id", "customer_id", "field_id", *COLUMNS)
_READ = f"SELECT {','.join(NAMES)} FROM own_value"  # noqa: S608 - our own names
Row = dict[str, object]


class PastOwnValues:
    """The rows of one customer as they stood; begins at present, goes back by operations."""

    def __init__(self, connection: Connection, customer_id: CustomerId) -> None:
        """Begin with what the customer holds now."""
        self._connection = connection
        self._customer_id = int(customer_id)
        found = connection.exec_driver_sql(f"{_READ} WHERE customer_id = ?", (self._customer_id,))
        self._rows: dict[int, Row] = {
            int(row[0]): dict(zip(NAMES, row, strict=True)) for row in found
        }

    def values(self) -> dict[str, OwnValue]:
        """Give the values as they stood, by the key of the field."""
        held = {
            f"{PREFIX}{row['field_id']}": value_of([row[name] for name in COLUMNS])
            for row in self._rows.values()
            if row["customer_id"] == self._customer_id
        }
        return {key: value for key, value in held.items() if value is not None}

    def step_back(self, operation_id: OperationId) -> None:
        """Put back what an operation did to the rows, the last change first."""
        for entry in _entries(self._connection, operation_id):
            self._put_back(entry, operation_id)

    def _put_back(self, entry: Entry, operation_id: OperationId) -> None:
        if isinstance(entry, Created):
            gone = [number for number in self._rows if entry.holds(own_value.name, number)]
            for number in gone:
                del self._rows[number]
        elif isinstance(entry, Changed):
            for number, before, _after in entry.rows:
                changed = dict(zip(entry.columns, before, strict=True))
                if number not in self._rows and changed.get("customer_id") == self._customer_id:
                    # It went to somebody else: an undone merge gives rows away again.
                    self._rows[number] = self._after(number, operation_id)
                if number in self._rows:
                    self._rows[number].update(changed)
        else:
            self._bring_back(entry)

    def _bring_back(self, entry: Deleted) -> None:
        for image in entry.rows:
            row: Row = dict(zip(entry.columns, image, strict=True))
            if row["customer_id"] == self._customer_id:
                self._rows[int(str(row["id"]))] = row

    def _after(self, number: int, operation_id: OperationId) -> Row:
        """Give a row as it stood after an operation, whoever's it was since."""
        found = self._connection.exec_driver_sql(f"{_READ} WHERE id = ?", (number,)).first()
        row: Row = {} if found is None else dict(zip(NAMES, found, strict=True))
        later = self._connection.exec_driver_sql(
            "SELECT DISTINCT operation_id FROM operation_change WHERE table_name = 'own_value'"
            " AND first_id <= ? AND last_id >= ? AND operation_id > ? ORDER BY operation_id DESC",
            (number, number, int(operation_id)),
        ).scalars()
        for each in later.all():
            for entry in _entries(self._connection, each):
                row = _before(entry, number, row)
        return row


def _entries(connection: Connection, operation_id: int) -> list[Entry]:
    return list(read_entries(connection, operation_id, own_value.name))[::-1]


def _before(entry: Entry, number: int, row: Row) -> Row:
    if isinstance(entry, Changed):
        found = (before for one, before, _after in entry.rows if one == number)
        return row | dict(zip(entry.columns, next(found, ()), strict=False))
    if isinstance(entry, Deleted):
        place = entry.columns.index("id")
        image = next((one for one in entry.rows if one[place] == number), None)
        return row if image is None else dict(zip(entry.columns, image, strict=True))
    return row
