"""Tags and files kept on customers, inside the encrypted book."""

from pathlib import Path

import pytest

from branchcrm.bootstrap import Book
from branchcrm.domain.attachment import (
    AttachmentDamagedError,
    AttachmentTooLargeError,
    AttachmentUnreadableError,
    kept_name,
)
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError, NotFoundError
from branchcrm.domain.ids import CustomerId
from branchcrm.services.use_cases import Services


@pytest.fixture
def zhou(services: Services) -> CustomerId:
    draft = CustomerDraft(name="周雅琴")
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def test_tags_are_set_as_a_whole_and_each_once(services: Services, zhou: CustomerId) -> None:
    services.attachments.set_tags(zhou, ["理财到期", " 教育金 ", "理财到期", ""])
    assert services.attachments.tags(zhou) == ["理财到期", "教育金"]
    services.attachments.set_tags(zhou, ["教育金"])
    assert services.attachments.known_tags() == ["教育金"]
    services.history.undo()
    assert set(services.attachments.tags(zhou)) == {"理财到期", "教育金"}
    with pytest.raises(InvalidDraftError, match="20"):
        services.attachments.set_tags(zhou, ["长" * 21])
    with pytest.raises(InvalidDraftError, match="最多"):
        services.attachments.set_tags(zhou, [str(number) for number in range(21)])
    services.attachments.set_tags(zhou, [])
    assert services.attachments.tags(zhou) == []


def test_a_file_lies_in_the_book_and_comes_out_as_it_went_in(
    services: Services, zhou: CustomerId, tmp_path: Path, book: Book
) -> None:
    path = tmp_path / "授权书.txt"
    path.write_text("同意电话联系" * 50, encoding="utf-8")
    services.attachments.add(zhou, path)
    services.attachments.add(zhou, path)
    first, second = services.attachments.of_customer(zhou)
    assert (first.name, first.staff, first.is_text, first.is_picture) == (
        "授权书.txt",
        "王敏",
        True,
        False,
    )
    services.attachments.remove(second.id)
    with pytest.raises(NotFoundError):
        services.attachments.content(second.id)
    services.history.undo()
    assert services.attachments.content(second.id) == path.read_bytes()
    out = tmp_path / "copy.txt"
    services.attachments.save(first.id, out)
    assert out.read_bytes() == path.read_bytes()
    assert "授权书.txt" in str(services.history.latest()[0].summary)
    with services.context.read() as work:
        count = work.connection.exec_driver_sql("SELECT count(*) FROM attachment_content")
        assert count.scalar_one() == 1
    book.close()
    kept = b"".join(one.read_bytes() for one in (tmp_path / "book").rglob("*") if one.is_file())
    assert "同意电话联系".encode() not in kept


def test_a_huge_file_is_refused_unread_and_a_missing_one_named(
    services: Services, zhou: CustomerId, tmp_path: Path
) -> None:
    huge = tmp_path / "video.mp4"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(AttachmentTooLargeError, match=r"2,048\.0 MB"):
        services.attachments.add(zhou, huge)
    with pytest.raises(AttachmentUnreadableError):
        services.attachments.add(zhou, tmp_path / "nothing.txt")
    assert services.attachments.of_customer(zhou) == []


def test_a_damaged_content_is_not_shown(
    services: Services, zhou: CustomerId, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one")
    services.attachments.add(zhou, path)
    with services.context.unit_of_work.personal() as work:
        work.connection.exec_driver_sql("UPDATE attachment_content SET content = x'00'")
    with pytest.raises(AttachmentDamagedError):
        services.attachments.content(services.attachments.of_customer(zhou)[0].id)


def test_a_long_name_keeps_its_ending() -> None:
    assert kept_name("C:\\文件\\" + "长" * 200 + ".pdf") == "长" * 116 + ".pdf"
    assert kept_name("短.pdf") == "短.pdf"
