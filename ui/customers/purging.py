"""Erases a customer for good, after the person at the screen typed the customer's code."""

from functools import partial

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.purge import PurgeHeldError
from branchcrm.domain.wording import listed, mark
from ui.kit.page import PageContext
from ui.kit.questions import Question
from ui.kit.translation import spoken, translate


def purge_asked(context: PageContext, customer_id: CustomerId) -> bool:
    """Say what an erasure means, and do it if it is confirmed; tell whether it was done."""
    purges = context.services.purges
    try:
        plan = purges.plan(customer_id)
        if plan.holds:
            raise PurgeHeldError(name=plan.name, reasons=listed(plan.holds))
    except BranchCrmError as error:
        context.prompts.error(error)
        return False
    question = Question(
        title=translate(mark("永久删除{name}？")).format(name=plan.name),
        text="\n".join(spoken(words) for words in plan.consequences),
        action=translate(mark("永久删除{name}")).format(name=plan.name),
        is_dangerous=True,
        typed=plan.code,
    )
    if not context.prompts.confirm(question):
        return False
    return context.navigator.run(partial(purges.purge, customer_id, plan.code)) is not None
