"""The product list: adding, renaming, offering no longer."""

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError, NotFoundError
from branchcrm.domain.ids import CustomerId, ProductId
from branchcrm.domain.product import ProductDraft, line_key, line_label
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.domain.wording import say
from branchcrm.services.products import ProductTakenError
from branchcrm.services.use_cases import Services


def added(services: Services, name: str, code: str = "", line: str = "理财") -> ProductId:
    changes = services.products.add(ProductDraft(name=name, code=code, line=line))
    return ProductId(changes.only_id(Aspect.PRODUCT))


def test_a_product_is_listed_with_its_transactions(services: Services) -> None:
    number = added(services, "稳健理财 90 天", "LC-2041")
    person = services.customers.add(CustomerDraft(name="周雅琴")).only_id(Aspect.CUSTOMER)
    draft = TransactionDraft(date="9-1", amount="100", product="LC-2041")
    services.transactions.add(CustomerId(person), draft)
    (kept,) = services.products.all()
    assert (kept.id, kept.line, kept.code, kept.transactions) == (number, "wealth", "LC-2041", 1)


def test_a_name_or_code_belongs_to_one_product(services: Services) -> None:
    number = added(services, "稳健理财", "LC-1")
    with pytest.raises(ProductTakenError):
        added(services, "穩健理財")
    with pytest.raises(ProductTakenError):
        added(services, "另一种", "LC-1")
    services.products.edit(number, ProductDraft(name="稳健理财 2 号", code="LC-1", line="wealth"))
    assert services.products.get(number).name == "稳健理财 2 号"


def test_a_retired_product_is_offered_no_longer_until_it_is_again(services: Services) -> None:
    number = added(services, "国债 3 年", line="国债")
    services.products.retire(number)
    assert services.products.all() == []
    assert [kept.id for kept in services.products.all(with_inactive=True)] == [number]
    services.products.offer_again(number)
    assert [kept.is_active for kept in services.products.all()] == [True]


def test_a_product_without_name_or_with_long_texts_is_refused(services: Services) -> None:
    for draft in (ProductDraft(name=" "), ProductDraft(name="长" * 101, code="9" * 41)):
        with pytest.raises(InvalidDraftError):
            services.products.add(draft)
    with pytest.raises(NotFoundError):
        services.products.get(ProductId(9))


def test_lines_are_known_by_their_words_and_others_are_kept() -> None:
    assert line_key(" 保险 ") == "insurance"
    assert line_key("fund") == "fund"
    assert line_key("厨具") == "厨具"
    assert line_key("") == "other"
    assert line_label("fund") == "基金"
    assert line_label("厨具") == "厨具"


def test_an_import_finds_products_by_code_and_by_name(services: Services) -> None:
    number = added(services, "稳健理财", "LC-1")
    with services.context.write("import", say("导入")) as work:
        products = work.products
        assert products.find_or_add("", code="LC-1") == number
        assert products.find_or_add("穩健理財") == number
        assert products.find_or_add("") is None
        fresh = products.find_or_add("", code="85123A")
        assert fresh is not None
        assert products.names([number, fresh]) == {number: "稳健理财", fresh: "85123A"}
        assert products.keys()["LC-1"] == number
        work.commit()
