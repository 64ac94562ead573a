"""The commands of files that come in and lists that go out, as scripts use them."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from branchcrm.cli.main import main


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of its own, opened by a password."""
    monkeypatch.setenv("BRANCHCRM_PASSWORD", "branch-2026-password")
    folder = tmp_path / "book"
    assert main(["init", "--book", str(folder)]) == 0
    return folder


def run(
    capsys: pytest.CaptureFixture[str], book: Path, *words: str, code: int = 0
) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*words, "--book", str(book), "--json"]) == code
    out = capsys.readouterr().out
    return dict(json.loads(out)) if out else {}


def trades(path: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice"])
    sheet.cell(1, 7, "CustomerID")
    sheet.append(["1", "A", "LAMP", 6, "2010-12-01 08:26", 2.55, 17850])
    sheet.append(["1", "A", "LAMP", 6, "2010-12-01 08:26", 2.55, 17850])
    sheet.append(["C2", "A", "LAMP", -1, "2010-12-01 09:00", 2.55, 17850])
    sheet.append(["3", "B", "CLOCK", 1, "2010-12-02 09:00", 5, None])
    book.save(path)
    return path


def test_a_transaction_file_goes_in_is_known_again_and_is_taken_back(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, errors = str(trades(tmp_path / "t.xlsx")), tmp_path / "errors.xlsx"
    seen = run(capsys, book, "inspect", file)
    sheet = seen["sheets"][0]
    assert (sheet["kind"], sheet["header_row"], sheet["rows"]) == ("transactions", 1, 4)
    assert {column["header"]: column["field"] for column in sheet["columns"]} == {
        "InvoiceNo": "document_no",
        "StockCode": "product_code",
        "Description": "product",
        "Quantity": "quantity",
        "InvoiceDate": "date",
        "UnitPrice": "unit_price",
        "CustomerID": "customer_code",
    }
    dry = run(capsys, book, "import", file, "--dry-run")
    assert (dry["operation"], dry["created"]) == (None, 3)
    done = run(capsys, book, "import", file, "--errors", str(errors))
    assert done["rows"] == 4
    assert {
        key: done[key] for key in ("created", "updated", "unchanged", "skipped", "rejected")
    } == {
        "created": 3,
        "updated": 0,
        "unchanged": 0,
        "skipped": 0,
        "rejected": 1,
    }
    reason = done["reasons"][0]
    assert (reason["code"], reason["count"], reason["example_row"]) == ("customer_missing", 1, 5)
    assert load_workbook(errors).worksheets[0]["A2"].value == "3"
    again = run(capsys, book, "import", file)
    assert (again["created"], again["unchanged"]) == (0, 3)
    run(capsys, book, "undo")
    assert run(capsys, book, "customers")["total"] == 0


def test_lists_and_templates_go_out(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, book, "import", str(trades(tmp_path / "t.xlsx")))
    target = tmp_path / "c.xlsx"
    found = run(capsys, book, "export", "customers", str(target), "--where", "text=17850")
    assert (found["rows"], found["file"]) == (1, str(target))
    found = run(capsys, book, "export", "transactions", str(tmp_path / "o.csv"), "--full")
    assert found["rows"] == 3
    template = tmp_path / "p.xlsx"
    assert run(capsys, book, "template", "customers", str(template)) == {"file": str(template)}
    assert template.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("import", "missing.xlsx"),
        ("import", "empty.csv"),
        ("import", "t.xlsx", "--map", "none.json"),
        ("import", "t.xlsx", "--sheet", "none"),
        ("export", "customers", "out.ods"),
        ("export", "customers", "nowhere/out.xlsx"),
        ("export", "customers", "out.xlsx", "--view", "none-such"),
        ("export", "customers", "out.xlsx", "--where", "tier=none-such"),
        ("export", "customers", "out.xlsx", "--where", "colour=red"),
    ],
)
def test_what_cannot_be_done_is_one_refusal(
    book: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    trades(tmp_path / "t.xlsx")
    (tmp_path / "empty.csv").touch()
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert main([*words, "--book", str(book)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert 1 <= len(said.err.strip().splitlines()) <= 3


def test_a_mapping_file_decides(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("姓名,栏甲,开户日期\n林国栋,滨江路,3月1日\n", encoding="gb18030")
    mapping = tmp_path / "map.json"
    document = {"columns": {"栏甲": "address"}, "year": 2025}
    mapping.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    done = run(capsys, book, "import", str(file), "--map", str(mapping))
    assert (done["created"], done["fixed"]) == (1, 1)
    assert run(capsys, book, "show", "C-000001")["opened_on"] == "2025-03-01"


def test_a_workbook_is_edited_outside_and_comes_back(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, book, "add", "customer", "name=林国栋", "phone=13900000271")
    file = tmp_path / "edit.xlsx"
    assert run(capsys, book, "export", "customers", str(file), "--full", "--editable")["rows"] == 1
    edited = load_workbook(file)
    sheet = edited.worksheets[0]
    place = next(cell.column for cell in sheet[1] if cell.value == "单位")
    sheet.cell(2, place or 1, "滨江商贸")
    edited.save(file)
    run(capsys, book, "edit", "customer", "C-000001", "employer=市图书馆")
    dry = run(capsys, book, "import-edits", str(file), "--dry-run")
    assert [(one["field"], one["file"], one["book"]) for one in dry["conflicts"]] == [
        ("employer", "滨江商贸", "市图书馆")
    ]
    kept = run(capsys, book, "import-edits", str(file))
    assert (kept["operation"], kept["updated"]) == (None, 0)
    taken = run(capsys, book, "import-edits", str(file), "--on-conflict", "file")
    assert (taken["updated"], taken["refused"]) == (1, [])
    assert run(capsys, book, "show", "C-000001")["employer"] == "滨江商贸"
    run(capsys, book, "undo")
    assert run(capsys, book, "show", "C-000001")["employer"] == "市图书馆"
    run(capsys, book, "import-edits", str(tmp_path / "none.xlsx"), code=1)


def test_letters_are_written_from_the_sample(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, book, "add", "customer", "name=林国栋", "phone=13900000271")
    sample, out = str(tmp_path / "sample.docx"), tmp_path / "letters.docx"
    assert "姓名" in run(capsys, book, "letters", sample, "-", "--sample")["fields"]
    done = run(capsys, book, "letters", sample, str(out))
    assert (done["letters"], done["barred"]) == (1, 0)
    assert out.exists()
    done = run(capsys, book, "letters", sample, str(tmp_path), "--each", "--full")
    assert (tmp_path / "C-000001.docx").exists()
    run(capsys, book, "letters", str(tmp_path / "none.docx"), str(out), code=1)


def test_lists_reports_cards_calendars_and_labels_go_out_by_their_ending(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    added = run(capsys, book, "add", "customer", "name=林国栋", "phone=13900000271", "address=一号")
    run(capsys, book, "add", "customer", "name=周雅琴", "phone=13800005678")
    run(capsys, book, "visit", str(added["id"]), "at=2026-12-18 10:30", "purpose=到期")
    for words in (
        ("export", "customers", "a.pdf"),
        ("export", "transactions", "b.pdf"),
        ("report", "tiers", "c.pdf"),
        ("labels", "d.pdf", "--rows", "7", "--columns", "2"),
    ):
        place = next(one for one in words if one.endswith(".pdf"))
        target = tmp_path / place
        found = run(capsys, book, *(str(target) if one == place else one for one in words))
        assert target.read_bytes().startswith(b"%PDF"), words
        assert found["file"] == str(target)
    assert (found["labels"], found["barred"], found["lacking"]) == (1, 0, 1)
    cards = run(capsys, book, "export", "customers", str(tmp_path / "a.vcf"), "--full")
    assert (cards["rows"], cards["barred"]) == (2, 0)
    assert "13900000271" in (tmp_path / "a.vcf").read_text(encoding="utf-8")
    span = ("--from", "2026-12-01", "--to", "2026-12-31")
    calendar = run(capsys, book, "export", "visits", str(tmp_path / "a.ics"), *span)
    assert calendar["rows"] == 1
    for refused in (
        ("export", "visits", str(tmp_path / "a.xlsx")),
        ("export", "transactions", str(tmp_path / "b.vcf")),
        ("labels", str(tmp_path / "e.pdf"), "--rows", "99"),
        ("export", "visits", str(tmp_path / "b.ics"), "--to", "2020-01-01"),
    ):
        run(capsys, book, *refused, code=1)
