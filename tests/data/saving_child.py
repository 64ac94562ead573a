"""A program that saves customers one by one and imports files until it is killed."""

import csv
import sys
from pathlib import Path

from branchcrm.bootstrap import open_book
from branchcrm.domain.clock import SystemClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.services.import_terms import ImportRequest
from branchcrm.services.use_cases import Services

IMPORTED = 600
SINGLE = 5


def write_file(folder: Path, number: int) -> Path:
    """Write a branch's file with customers of its own."""
    path = folder / f"customers-{number}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["客户编号", "客户姓名", "手机号", "客户类型"])
        for place in range(IMPORTED):
            phone = 13_000_000_000 + number * 100_000 + place
            rows.writerow([f"F{number}-{place}", "批量", phone, "个人"])
    return path


def save_for_ever(services: Services, folder: Path) -> None:
    """Save five customers singly and import a file, over and over."""
    number = 0
    while True:
        for _ in range(SINGLE):
            services.customers.add(CustomerDraft(name="单条"))
        if number == 0:
            tell("saving")
        number += 1
        batch = len(services.history.latest())
        services.imports.import_file(write_file(folder, batch), ImportRequest(kind="customers"))
        if number == 1:
            tell("imported")


def tell(word: str) -> None:
    """Tell the killer how far it is."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def main() -> None:
    """Open the book and save for ever."""
    book = open_book(Path(sys.argv[1]), SystemClock())
    save_for_ever(book.services(book.actor()), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
