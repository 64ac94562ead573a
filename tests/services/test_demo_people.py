"""The invented branch has families, consents and tags to look at."""

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.ids import CustomerId
from branchcrm.services.use_cases import Services


def test_the_heroine_has_a_household_a_referrer_consents_and_tags(services: Services) -> None:
    services.demo.fill(60)
    number = CustomerId(services.customers.search("周雅琴", 1).hits[0].row.id)
    people = services.people.of_customer(number)
    assert [one.name for one in people.contacts] == ["周可欣"]
    assert [one.name for one in people.relations] == ["林国栋"]
    assert {one.name for one in people.groups[0].members} == {"周雅琴", "周明轩"}
    assert len(services.consents.sheet(number).consents) == 3
    assert services.attachments.tags(number) == ["理财到期", "教育金"]


def test_those_whom_the_pictures_show_hold_products_and_have_tags(services: Services) -> None:
    services.demo.fill(60)
    number = CustomerId(services.customers.search("黄思源", 1).hits[0].row.id)
    held = [one.facts.product for one in services.holdings.of_customer(number)]
    assert held == ["稳健理财 90 天", "一年定期存款"]
    assert services.attachments.tags(number) == ["理财到期", "教育金"]
    found = services.filters.read("holds contains 理财 and tag = 续作")
    ids = services.customers.ids(CustomerFilter(where=found), CustomerOrder())
    assert [services.customers.get(CustomerId(one)).name for one in ids] == ["欧阳慧敏"]
