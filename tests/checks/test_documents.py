"""Links in the documents lead somewhere, and both languages say the same things."""

import re
from pathlib import Path

from setting_up.pictures import shown_in_pages
from sources import ROOT

LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)")
GUIDE = ROOT / "docs" / "guide"


def pages() -> list[Path]:
    """List every document."""
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def test_every_link_to_a_file_leads_to_one() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages()
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not broken, "\n".join(broken)


def test_no_picture_is_kept_that_no_page_shows() -> None:
    kept = {(path.parent.name, path.stem) for path in (ROOT / "docs").rglob("pictures/*/*.png")}
    assert kept - shown_in_pages(ROOT) == set()


def test_both_guides_have_the_same_pages_with_the_same_headings() -> None:
    chinese = {path.name: headings(path) for path in (GUIDE / "zh").glob("*.md")}
    english = {path.name: headings(path) for path in (GUIDE / "en").glob("*.md")}
    assert chinese == english


def headings(page: Path) -> list[int]:
    """Give the levels of a page's headings in order."""
    lines = page.read_text(encoding="utf-8").splitlines()
    return [len(line) - len(line.lstrip("#")) for line in lines if line.startswith("#")]


def test_every_decision_is_listed() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    unlisted = [
        page.name
        for page in (ROOT / "docs" / "decisions").glob("*.md")
        if page.name != "README.md" and f"({page.name})" not in index
    ]
    assert unlisted == []
