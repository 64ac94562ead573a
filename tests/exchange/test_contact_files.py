"""Cards and calendars are written as the RFCs ask, and our own reader takes the cards back."""

from datetime import UTC, date, datetime
from pathlib import Path

from branchcrm.domain.birthday import Birthday, BirthdayCalendar
from branchcrm.exchange.calendar_writer import CalendarEvent, write_calendar
from branchcrm.exchange.card_writer import ContactCard, write_cards
from branchcrm.exchange.content_lines import escaped, joined
from branchcrm.exchange.vcard import read_cards

NOW = datetime(2026, 9, 17, 6, 32, tzinfo=UTC)


def unfolded(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]


def test_marks_and_breaks_are_taken_literally() -> None:
    assert escaped("甲;乙,丙\\丁\r\n戊\x07") == "甲\\;乙\\,丙\\\\丁\\n戊"


def test_lines_are_folded_between_characters_at_75_bytes() -> None:
    lines = joined(["SUMMARY:" + "回访" * 60, "END:X"]).split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert lines[1].startswith(b" ")
    assert b"".join([lines[0], *(line[1:] for line in lines[1:-2])]).decode() == (
        "SUMMARY:" + "回访" * 60
    )


def test_visits_stand_in_a_calendar_with_time_day_state_and_reminder(tmp_path: Path) -> None:
    path = tmp_path / "回访.ics"
    at = datetime(2026, 9, 18, 2, 30, tzinfo=UTC)
    events = [
        CalendarEvent(
            uid="visit-1@x", at=at, title="回访 林**：到期", text="电话\n139", place="海淀"
        ),
        CalendarEvent(uid="visit-2@x", at=date(2026, 9, 30), title="全天", is_cancelled=True),
        CalendarEvent(uid="visit-3@x", at=at, title="做完了", is_done=True),
    ]
    assert write_calendar(path, events, NOW) == 3
    lines = unfolded(path)
    assert lines[:4] == [
        *("BEGIN:VCALENDAR", "VERSION:2.0"),
        *("PRODID:-//BranchCRM//BranchCRM//ZH", "CALSCALE:GREGORIAN"),
    ]
    assert lines[-1] == "END:VCALENDAR"
    for line in ("DTSTART:20260918T023000Z", "DTEND:20260918T030000Z", "DTSTAMP:20260917T063200Z"):
        assert line in lines
    assert "DESCRIPTION:电话\\n139" in lines
    assert "LOCATION:海淀" in lines
    assert "DTSTART;VALUE=DATE:20260930" in lines
    assert "DTEND;VALUE=DATE:20261001" in lines
    assert lines.count("STATUS:CANCELLED") == 1
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 1
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3


def test_our_own_reader_takes_cards_back(tmp_path: Path) -> None:
    path = tmp_path / "名片.vcf"
    cards = [
        ContactCard(
            uid="customer-1@x",
            name="欧阳修",
            phones=("13900000271", "010-88886666"),
            email="o@x.com",
            address="滨江路 16 号, 3 栋; 二楼",
            company="市第二小学",
            title="教师",
            birthday=Birthday(year=1984, month=11, day=3),
            note="喜欢\n下午来电",
        ),
        ContactCard(uid="customer-2@x", name="滨江商贸有限公司", is_company=True),
        ContactCard(
            uid="customer-3@x",
            name="林国栋",
            birthday=Birthday(year=1984, month=8, day=15, calendar=BirthdayCalendar.LUNAR),
        ),
    ]
    assert write_cards(path, cards) == 3
    assert list(read_cards(path.read_text(encoding="utf-8"))) == [
        [
            *("欧阳修", "13900000271", "010-88886666", "o@x.com", "市第二小学", "教师"),
            *("滨江路 16 号, 3 栋; 二楼", "1984-11-03", "喜欢\n下午来电"),
        ],
        ["滨江商贸有限公司", "", "", "", "滨江商贸有限公司", "", "", "", ""],
        ["林国栋", *[""] * 8],
    ]
    assert "N:欧阳;修;;;" in unfolded(path)
