"""Contact cards of phones and mail programs become the rows of a customer table."""

from pathlib import Path

import pytest

from branchcrm.exchange.vcard import read_cards
from branchcrm.services.use_cases import Services

CARD = """BEGIN:VCARD
VERSION:3.0
N:林;国栋;;;
FN:林国栋
TEL;TYPE=CELL:+86 139-0000-0271
item1.TEL;TYPE=WORK:0571-88886666
EMAIL:lin@example.com
ORG:市第二实验小学;教务处
TITLE:教师
ADR;TYPE=HOME:;;滨江路 16 号;杭州市;浙江省;310000;
BDAY:19841103
NOTE:理财\\, 10 月
 到期
NOTE:第二条
END:VCARD
"""


def test_a_card_becomes_a_row() -> None:
    assert list(read_cards(CARD)) == [
        [
            *("林国栋", "+86 139-0000-0271", "0571-88886666", "lin@example.com"),
            *("市第二实验小学 教务处", "教师", "浙江省杭州市滨江路 16 号 310000", "1984-11-03"),
            "理财, 10 月到期\n第二条",
        ]
    ]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9E=97;=E5=9B=\n=BD=E6=A0=8B;;;", "林国栋"),
        ("N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=C1=D6;=B9=FA;;;", "林国"),
        ("N;CHARSET=x;ENCODING=QUOTED-PRINTABLE:=C1=D6;=B9=FA;;;", "林国"),
        ("N:Smith;John;Paul;;", "John Paul Smith"),
        ("FN:周雅琴\nno property", "周雅琴"),
    ],
)
def test_names_are_read_in_every_version(lines: str, name: str) -> None:
    (row,) = read_cards(f"BEGIN:VCARD\n{lines}\nBDAY:--1103\nEND:VCARD\nEND:VCARD\n")
    assert (row[0], row[7]) == (name, "--1103")


def test_cards_are_imported(services: Services, tmp_path: Path) -> None:
    (tmp_path / "a.vcf").write_text(CARD + CARD.replace("林;国栋", "周;雅琴"), encoding="utf-8")
    outcome = services.imports.import_file(tmp_path / "a.vcf").outcome
    assert (outcome.counts.created, outcome.counts.rejected) == (2, 0)
