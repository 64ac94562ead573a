"""Two other ways to keep a list of customers: a model of Qt over a table, and a frame of pandas."""

import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtSql import QSqlDatabase, QSqlTableModel

from branchcrm.data.raw_rows import number_table, raw_rows
from branchcrm.domain.customer import CustomerSort

COLUMNS = {
    CustomerSort.NAME: "sort_key",
    CustomerSort.CODE: "code",
    CustomerSort.TIER: "tier_rank",
    CustomerSort.SCORE: "score_centi",
    CustomerSort.PHONE: "phone",
    CustomerSort.MANAGER: "manager",
    CustomerSort.LAST_SEEN: "last_seen_on",
    CustomerSort.AMOUNT: "amount_12m_cents",
    CustomerSort.NEXT_VISIT: "next_visit_at",
    CustomerSort.CREATED: "created_at",
    CustomerSort.KIND: "kind",
    CustomerSort.STAGE: "stage",
    CustomerSort.COMPLAINTS: "open_complaints",
}
_READ = (
    "SELECT c.id, c.name, c.id_number, c.source, c.sort_key, c.code, s.tier_rank, s.score_centi,"
    " c.phone, t.name AS manager, s.last_seen_on, s.amount_12m_cents, s.next_visit_at,"
    " c.created_at, c.kind, c.stage, s.open_complaints FROM customer c JOIN customer_summary s"
    " ON s.customer_id = c.id LEFT JOIN staff t ON t.id = c.manager_id WHERE +c.removed_at IS NULL"
)
_NAMES = ["id", "name", "id_number", "source", *COLUMNS.values()]
_FALLEN = 0.8
_DAYS = 91


def plain_copy(connection: Any, path: Path) -> None:  # noqa: ANN401 - a connection
    """Write what a list shows into an unencrypted table."""
    plain = sqlite3.connect(path)
    marks = ",".join("?" * len(_NAMES))
    plain.execute(f"CREATE TABLE customer (id INTEGER PRIMARY KEY, {','.join(_NAMES[1:])})")
    for rows in raw_rows(connection, _READ, {}):
        plain.executemany(f"INSERT INTO customer VALUES ({marks})", rows)  # noqa: S608 - only marks
    plain.commit()
    plain.close()


class ModelClerk:
    """Works with a QSqlTableModel; numbers and names are looked for by LIKE."""

    def __init__(self, path: Path) -> None:
        """Name the copy; nothing is read."""
        self._app = QCoreApplication.instance() or QCoreApplication([])
        self._base = QSqlDatabase.addDatabase("QSQLITE")
        self._base.setDatabaseName(str(path))
        self._base.open()
        self._plain = sqlite3.connect(path)
        self._model = QSqlTableModel(db=self._base)
        self._model.setEditStrategy(QSqlTableModel.EditStrategy.OnManualSubmit)

    def total(self) -> int:
        """Count the customers."""
        return int(self._plain.execute("SELECT count(*) FROM customer").fetchone()[0])

    def open(self) -> None:
        """Show the first rows."""
        self._model.setTable("customer")
        self._model.select()

    def sort(self, name: str) -> None:
        """Show the first rows in another order."""
        self._model.setSort(self._model.fieldIndex(name), Qt.SortOrder.AscendingOrder)
        self._model.select()

    def jump(self, place: int) -> None:
        """Read on until a place is there, as the model does."""
        while self._model.rowCount() <= place and self._model.canFetchMore():
            self._model.fetchMore()

    def twins(self, _place: int) -> None:
        """Look for a name and a phone anywhere."""
        sql = "SELECT id FROM customer WHERE name LIKE ? OR phone LIKE ? OR id_number LIKE ?"
        self._plain.execute(sql, ("%王小明%", "%13800000000%", "%13800000000%")).fetchall()

    def edit(self, count: int) -> None:
        """Change many rows and write them, in one transaction."""
        column = self._model.fieldIndex("source")
        self._base.transaction()
        for row in range(count):
            self._model.setData(self._model.index(row, column), "批量测量")
        self._model.submitAll()
        self._base.commit()


class FrameClerk:
    """Works with a frame that holds everything in memory."""

    def __init__(self, path: Path, connection: Any) -> None:  # noqa: ANN401 - a connection
        """Name the copy, and the book for what hangs on customers."""
        self._path, self._connection = path, connection
        self._frame = pd.DataFrame()
        self._trades = self._contacts = pd.DataFrame()

    def total(self) -> int:
        """Count the customers."""
        return len(self._frame)

    def open(self) -> None:
        """Read everything."""
        plain = sqlite3.connect(self._path)
        self._frame = pd.read_sql_query("SELECT * FROM customer", plain)
        plain.close()

    def sort(self, name: str) -> None:
        """Put the frame into another order."""
        self._frame.sort_values(name)

    def jump(self, place: int) -> None:
        """Take a page out."""
        self._frame.iloc[place : place + 128].to_dict("records")

    def load_related(self) -> None:
        """Read trades and phone calls as numbers."""
        trades = "SELECT customer_id, day, amount_cents FROM customer_transaction"
        calls = "SELECT customer_id, at FROM interaction WHERE channel = 'phone'"
        columns = number_table(self._connection, trades, {}, 3)
        self._trades = pd.DataFrame(dict(zip(("customer", "day", "cents"), columns, strict=True)))
        columns = number_table(self._connection, calls, {}, 2)
        self._contacts = pd.DataFrame(dict(zip(("customer", "at"), columns, strict=True)))

    def filter_related(self) -> None:
        """Find those whose amount fell and who were called lately."""
        end = int(self._trades["day"].max())
        now = self._trades[self._trades["day"] > end - _DAYS].groupby("customer")["cents"].sum()
        window = self._trades["day"].between(end - 2 * _DAYS + 1, end - _DAYS)
        before = self._trades[window].groupby("customer")["cents"].sum()
        fell = before[now.reindex(before.index).fillna(0) <= before * _FALLEN].index
        late = self._contacts[self._contacts["at"] > (end - _DAYS) * 86_400]["customer"].unique()
        found = self._frame[self._frame["id"].isin(np.intersect1d(fell, late))]
        found.sort_values("last_seen_on", ascending=False)

    def twins(self, place: int) -> None:
        """Look for a name and a phone anywhere."""
        frame, name = self._frame, self._frame["name"].iloc[place]
        by_phone = frame["phone"].str.contains("13800000000", regex=False)
        frame[frame["name"].str.contains(name, regex=False) | by_phone]

    def edit(self, count: int) -> None:
        """Set a column of many rows."""
        self._frame.loc[self._frame.index[:count], "source"] = "批量测量"
