"""Letters from a Word template: fields checked, nothing run, who wants no contact gets none."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from branchcrm.domain.customer import CustomerDraft, CustomerFilter, CustomerOrder
from branchcrm.domain.errors import BranchCrmError, NotAllowedError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.own_field import OwnFieldDraft
from branchcrm.exchange.letters import (
    BadTemplateError,
    LetterTemplateError,
    UnknownFieldsError,
    write_merged,
)
from branchcrm.services import letters
from branchcrm.services.letters import LetterRequest, NobodyToWriteToError, TooManyLettersError
from branchcrm.services.use_cases import Services

PHONE = "13800005678"
ALL = LetterRequest(filter=CustomerFilter(), order=CustomerOrder())


def template(folder: Path, *paragraphs: str) -> Path:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(folder / "模板.docx"))
    return folder / "模板.docx"


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


@pytest.fixture
def filled(services: Services) -> Services:
    """A woman, a man, somebody unknown, and a company."""
    for draft in (
        CustomerDraft(name="周雅琴", phone=PHONE, gender="female", birthday="1984-11-03"),
        CustomerDraft(name="林国栋", gender="male", address="滨江路 <16> & 号"),
        CustomerDraft(name="沈一帆"),
        CustomerDraft(name="滨江商贸有限公司", kind="enterprise"),
    ):
        services.customers.add(draft)
    return services


def test_all_letters_stand_in_one_document(filled: Services, tmp_path: Path) -> None:
    path = template(
        tmp_path, "尊敬的{{ 姓名 }}{{ 称呼 }}：{{ 手机 }} {{ 地址 }} {{ 网点 }} {{ 今天 }}"
    )
    outcome = filled.letters.write(path, tmp_path / "信.docx", ALL)
    text = text_of(tmp_path / "信.docx")
    assert (outcome.letters, outcome.barred) == (4, 0)
    assert outcome.lacking == {"手机": 3, "地址": 3, "称呼": 1}
    assert "尊敬的周雅琴女士：138****5678" in text
    assert "尊敬的林国栋先生： ******** 人民路网点 2026 年 9 月 17 日" in text
    assert outcome.hidden == ("手机", "地址")
    assert "滨江商贸有限公司贵单位" in text
    assert PHONE not in text
    logged = filled.history.latest(limit=1)[0]
    assert logged.summary.text() == "按模板 模板.docx 生成 4 封信到 信.docx（脱敏）"


def test_each_customer_gets_a_document_in_full_by_right(filled: Services, tmp_path: Path) -> None:
    path = template(tmp_path, "{{ 姓名 }} {{ 手机 }} {{ 生日 }} {{ 层级 }} {{ 地址 }}")
    out = tmp_path / "信"
    out.mkdir()
    request = LetterRequest(
        filter=CustomerFilter(), order=CustomerOrder(), is_full=True, in_one=False
    )
    outcome = filled.letters.write(path, out, request)
    assert (outcome.letters, outcome.hidden) == (4, ())
    assert text_of(out / "C-000002.docx").endswith("滨江路 <16> & 号")
    assert text_of(out / "C-000001.docx").startswith(f"周雅琴 {PHONE} 1984-11-03")


def test_who_wants_no_contact_gets_no_letter(filled: Services, tmp_path: Path) -> None:
    filled.consents.ban(CustomerId(1), "来电要求")
    path = template(tmp_path, "{{ 姓名 }}")
    outcome = filled.letters.write(path, tmp_path / "信.docx", ALL)
    assert (outcome.letters, outcome.barred) == (3, 1)
    assert "周雅琴" not in text_of(tmp_path / "信.docx")
    only = LetterRequest(filter=CustomerFilter(ids=(1,)), order=CustomerOrder())
    with pytest.raises(NobodyToWriteToError):
        filled.letters.write(path, tmp_path / "空.docx", only)
    assert not (tmp_path / "空.docx").exists()


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("{{ 余额 }}", UnknownFieldsError),
        ("{{ 姓名", BadTemplateError),
        ("{{ 姓名.__class__.__mro__ }}", BadTemplateError),
        ("{{ 姓名 + 1 }}", BadTemplateError),
    ],
)
def test_a_bad_template_is_named_and_nothing_is_written(
    filled: Services, tmp_path: Path, text: str, refusal: type[BranchCrmError]
) -> None:
    path = template(tmp_path, text)
    with pytest.raises(refusal):
        filled.letters.write(path, tmp_path / "信.docx", ALL)
    assert not (tmp_path / "信.docx").exists()


def test_other_files_are_refused(
    filled: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.docx").write_bytes(b"no archive")
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as archive:
        archive.writestr("other.txt", "x")
    for name in ("a.docx", "b.docx", "none.docx"):
        with pytest.raises(LetterTemplateError):
            filled.letters.write(tmp_path / name, tmp_path / "信.docx", ALL)
    path = template(tmp_path, "{{ 姓名 }}")
    monkeypatch.setattr("branchcrm.exchange.letters._MOST_BYTES", 10)
    with pytest.raises(LetterTemplateError):
        filled.letters.write(path, tmp_path / "信.docx", ALL)


def test_more_letters_than_one_run_writes_are_refused(
    filled: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "MOST_LETTERS", 3)
    with pytest.raises(TooManyLettersError):
        filled.letters.write(template(tmp_path, "x"), tmp_path / "信.docx", ALL)


def test_a_clerk_writes_no_full_letters(clerk: Services, tmp_path: Path) -> None:
    full = LetterRequest(filter=CustomerFilter(), order=CustomerOrder(), is_full=True)
    with pytest.raises(NotAllowedError):
        clerk.letters.write(template(tmp_path, "x"), tmp_path / "信.docx", full)


def test_the_sample_is_a_template_that_works(filled: Services, tmp_path: Path) -> None:
    filled.letters.write_sample(tmp_path / "示例.docx")
    outcome = filled.letters.write(tmp_path / "示例.docx", tmp_path / "信.docx", ALL)
    assert outcome.letters == 4
    assert write_merged(tmp_path / "空.docx", []) == 0


def test_own_fields_are_masked_in_letters_as_in_lists(filled: Services, tmp_path: Path) -> None:
    for name, kind in (("年收入", "money"), ("备用", "text"), ("有房贷", "yes_no")):
        filled.own_fields.add(OwnFieldDraft(name=name, kind=kind))
    own = {"own.1": "12万", "own.2": PHONE, "own.3": "yes"}
    filled.customers.add(CustomerDraft(name="顾晨", own=own))
    path = template(tmp_path, "{{ 年收入 }} {{ 备用 }} {{ 有房贷 }}")
    out = tmp_path / "信.docx"
    filled.letters.write(path, out, ALL)
    assert "5–20 万 138****5678 是" in text_of(out)
    filled.letters.write(path, out, replace(ALL, is_full=True))
    assert f"120000.00 {PHONE} 是" in text_of(out)
