"""A list goes out as contact cards and as a PDF through the window."""

from pathlib import Path

from branchcrm.domain.ids import CustomerId
from branchcrm.services.contact_files import NothingToWriteError
from branchcrm.services.exports import ExportRequest
from tests.journeys.driver import Driver
from ui.customers.list_page import CustomerListPage
from ui.paper.page import PaperPage


def test_the_list_goes_out_as_cards_and_onto_paper(demo: Driver, tmp_path: Path) -> None:
    demo.open_page("customers")
    page = demo.page
    assert isinstance(page, CustomerListPage)
    question = page.body.question()
    menu = page.exports.menu(ExportRequest(filter=question.asked))
    paper, _, cards, full_cards, labels = menu.actions()
    assert labels.text() == "打印地址标签…"
    for action, name in ((cards, "名片"), (full_cards, "完整.vcf"), (paper, "名单.pdf")):
        demo.prompts.answers = [tmp_path / name]
        action.trigger()
        demo.settle()
    assert "****" in (tmp_path / "名片.vcf").read_text(encoding="utf-8")
    assert "****" not in (tmp_path / "完整.vcf").read_text(encoding="utf-8")
    assert (tmp_path / "名单.pdf").read_bytes().startswith(b"%PDF")
    demo.prompts.answers = [None]
    cards.trigger()
    labels.trigger()
    demo.settle()
    assert isinstance(demo.page, PaperPage)
    for number in demo.services.customers.ids(question.asked, question.order):
        demo.services.consents.ban(CustomerId(number), "本人要求")
    demo.prompts.answers = [tmp_path / "没有.vcf"]
    cards.trigger()
    demo.settle()
    assert isinstance(demo.prompts.asked[-1], NothingToWriteError)
