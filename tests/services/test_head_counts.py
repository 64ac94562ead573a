"""How many customers a book has, asked without reading them."""

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.services.use_cases import Services


def test_removed_customers_are_not_counted(services: Services) -> None:
    customers, heads = services.customers, services.head_counts
    assert (heads.count(), heads.has_any()) == (0, False)
    draft = CustomerDraft(name="吴桂芳", phone="13812348812")
    added = CustomerId(customers.add(draft).only_id(Aspect.CUSTOMER))
    assert (heads.count(), heads.has_any()) == (1, True)
    customers.remove([added])
    assert (heads.count(), heads.has_any()) == (0, False)
