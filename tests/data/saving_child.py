"""A program that saves customers one by one and in bulk until it is killed."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from branchcrm.bootstrap import Services, open_book
from branchcrm.data.tables import customer
from branchcrm.domain.clock import SystemClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.wording import say

BULK = 2000
READING = ("pi liang", "pl", "p")
COLUMNS = ["branch_id", "code", "kind", "name", "name_key", "reading", "syllables"]
COLUMNS += ["initials", "sort_key", "created_at", "updated_at"]


def save_in_bulk(services: Services, number: int) -> None:
    """Create many customers in one operation."""
    now = int(datetime(2026, 9, 17, tzinfo=UTC).timestamp())
    rows = [
        (1, f"B{number}-{n}", "person", f"批量{n}", f"批量{n}", "piliang", *READING, now, now)
        for n in range(BULK)
    ]
    with services.context.write("bulk", say("批量")) as work:
        work.rows.insert_many(customer, COLUMNS, rows)
        work.commit()


def main() -> None:
    """Save for ever."""
    book = open_book(Path(sys.argv[1]), SystemClock())
    services = book.services(book.actor())
    services.customers.add(CustomerDraft(name="单条"))
    sys.stdout.write("saving\n")
    sys.stdout.flush()
    number = 0
    while True:
        for _ in range(5):
            services.customers.add(CustomerDraft(name="单条"))
        save_in_bulk(services, number)
        number += 1


if __name__ == "__main__":
    main()
