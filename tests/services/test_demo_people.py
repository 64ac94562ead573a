"""The invented branch has families, consents and tags to look at."""

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
