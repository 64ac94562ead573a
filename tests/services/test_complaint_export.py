"""The register of complaints as a workbook."""

from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook

from branchcrm.domain.clock import FixedClock
from branchcrm.domain.complaint import ComplaintDraft, Finding
from branchcrm.domain.complaint_kind import Outcome, Severity
from branchcrm.domain.complaint_list import ComplaintFilter
from branchcrm.services.complaint_export import RegisterRequest
from branchcrm.services.use_cases import Services


def test_the_register_holds_every_line_as_seen_and_is_logged(
    services: Services, clock: FixedClock, tmp_path: Path
) -> None:
    solved = Finding(outcome=Outcome.APOLOGY, satisfaction=4)
    services.complaints.log(
        ComplaintDraft(subject="排队 13812345678", text="排队", on_the_spot=True, finding=solved)
    )
    services.complaints.log(
        ComplaintDraft(text="短信费", category="信用卡", severity=Severity.URGENT)
    )
    clock.moment += timedelta(days=30)
    target = tmp_path / "台账.xlsx"
    outcome = services.complaint_exports.export(target, RegisterRequest(asked=ComplaintFilter()))
    assert outcome.rows == 2
    sheet = load_workbook(target).worksheets[0]
    heading, second, first = [list(row) for row in sheet.iter_rows(values_only=True)][:3]
    lines = [dict(zip(heading, row, strict=True)) for row in (first, second)]
    assert lines[0]["投诉编号"] == "TS202609170001"
    assert lines[0]["标题"] == "排队 138****5678"
    assert lines[0]["受理时间"] == datetime(2026, 9, 17, 14, 32)  # noqa: DTZ001 - a sheet's cell
    assert lines[0]["超期"] in (None, "")
    assert lines[1]["业务类别"] == "信用卡"
    assert lines[1]["级别"] == "紧急"
    assert lines[1]["超期"] == "已超期"
    (newest,) = services.history.latest(limit=1)
    assert newest.summary.text() == "导出投诉台账 2 行到 台账.xlsx"
