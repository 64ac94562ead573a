"""The ending of a file follows the kind that was chosen in the dialog."""

from pathlib import Path

import pytest

from ui.kit.questions import FileChoice

EXCEL, PDF = "Excel 工作簿 (*.xlsx)", "PDF 文件 (*.pdf)"


@pytest.mark.parametrize(
    ("name", "chosen", "kept"),
    [
        ("报表.xlsx", EXCEL, "报表.xlsx"),
        ("报表.xlsx", PDF, "报表.pdf"),
        ("报表", PDF, "报表.pdf"),
        ("报表.pdf", EXCEL, "报表.pdf"),
        ("报表.csv", PDF, "报表.csv"),
        ("报表", "", "报表"),
    ],
)
def test_the_ending_follows_what_was_chosen(name: str, chosen: str, kept: str) -> None:
    choice = FileChoice(title="x", filters=(EXCEL, PDF), start=Path("分层报表.xlsx"))
    assert choice.named(name, chosen) == Path(kept)


def test_without_a_proposed_name_an_ending_that_was_typed_stays() -> None:
    assert FileChoice(title="x").named("a.docx", "Word (*.docx)") == Path("a.docx")
    assert FileChoice(title="x").named("a", "Word (*.docx)") == Path("a.docx")
