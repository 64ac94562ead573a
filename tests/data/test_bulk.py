"""Very many rows at once: the indexes are left and come back, the search index gathers more."""

from branchcrm.bootstrap import Book
from branchcrm.data.bulk import MANY_CUSTOMERS, PausedIndexes, SearchFilling
from branchcrm.data.rows import JournaledRows
from branchcrm.data.tables import branch, customer
from branchcrm.data.unit_of_work import JOURNALED


def _options(connection: object) -> dict[str, int]:
    query = "SELECT k, v FROM customer_search_config WHERE k <> 'version'"
    rows = connection.exec_driver_sql(query).all()  # type: ignore[attr-defined]  # a connection
    return {str(key): int(value) for key, value in rows}


def test_the_search_index_gathers_more_for_very_many_customers_only(book: Book) -> None:
    with book.unit_of_work.database.write() as connection:
        filling = SearchFilling(connection)
        filling.begin(10)
        filling.end()
        assert _options(connection) == {}
        filling.begin(MANY_CUSTOMERS)
        filling.begin(MANY_CUSTOMERS)
        assert _options(connection) == {"hashsize": 8 * 1024 * 1024, "automerge": 0}
        filling.end()
        assert _options(connection) == {"hashsize": 1024 * 1024, "automerge": 4}


def test_indexes_that_were_left_come_back_as_they_were(book: Book) -> None:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    with book.unit_of_work.database.write() as connection:
        before = connection.exec_driver_sql(query).all()
        indexes = PausedIndexes(connection)
        indexes.pause("customer", "visit")
        left = {row[0] for row in connection.exec_driver_sql(query).all()}
        assert {"ix_customer_phone", "ix_visit_state_at"}.isdisjoint(left)
        assert "uq_customer_code_branch" in left
        indexes.resume()
        assert connection.exec_driver_sql(query).all() == before


def lagging(rows: JournaledRows) -> tuple[set[str], list[int], list[int], list[int]]:
    """Give which tables were written, and whose records, search tokens and figures lag."""
    found = rows.take_stale()
    searched = [*found.searched, *found.unsearched]
    return found.tables, list(found.customers), searched, list(found.summed)


def test_what_was_refreshed_once_is_not_stale_again(book: Book) -> None:
    with book.unit_of_work.database.write() as connection:
        rows = JournaledRows(connection, 1, JOURNALED)
        rows.insert(branch, {"name": "东门网点", "code": "B-9"})
        assert lagging(rows) == ({"branch"}, [], [], [])
        assert lagging(rows) == (set(), [], [], [])
        names = ["branch_id", "code", "kind", "name", "name_key", "reading", "syllables"]
        names += ["initials", "sort_key", "created_at", "updated_at"]
        values = [1, "R1", "person", "周雅琴", "周雅琴", "", "", "", "", 0, 0]
        number = rows.insert(customer, dict(zip(names, values, strict=True)))
        assert lagging(rows) == ({"customer"}, [number], [number], [number])
        assert lagging(rows) == (set(), [], [], [])
        assert rows.touched_customers == set()
        rows.update(customer, number, {"name": "周雅琴"})
        rows.update(customer, number, {"note": "理财到期"})
        assert lagging(rows) == ({"customer"}, [number], [number], [])
        rows.update(customer, number, {"source": "网点来客"})
        assert lagging(rows) == ({"customer"}, [number], [], [])
        rows.update(customer, number, {"removed_at": 7})
        assert lagging(rows) == ({"customer"}, [number], [number], [number])
