"""How the commands for records of any kind keep holdings."""

from dataclasses import dataclass, fields, replace

from branchcrm.cli.command import Session, assignments
from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.holding import Holding, HoldingDraft
from branchcrm.domain.ids import HoldingId
from branchcrm.domain.wording import mark, say

HOLDING_NAMES = tuple(field.name for field in fields(HoldingDraft))
HOLDING_WORD = mark("持有产品")


@dataclass(frozen=True, slots=True)
class HoldingKindOfRecord:
    """Holdings: keys are ids; adding one needs `customer=`."""

    def add(self, session: Session, values: list[str]) -> Changes:
        """Keep a holding."""
        given = assignments(values, ["customer", *HOLDING_NAMES])
        customer_id = session.services.customers.id_of(given.pop("customer", ""))
        return session.services.holdings.add(customer_id, HoldingDraft(**given))

    def edit(self, session: Session, key: str, values: list[str]) -> Changes:
        """Correct a holding."""
        holdings, number = session.services.holdings, _holding_id(key)
        given = assignments(values, HOLDING_NAMES)
        return holdings.edit(number, replace(holdings.draft_of(number), **given))

    def remove(self, session: Session, key: str) -> Changes:
        """Take a holding off."""
        return session.services.holdings.remove(_holding_id(key))

    def restore(self, session: Session, key: str) -> Changes:
        """Bring a holding back."""
        return session.services.holdings.restore(_holding_id(key))


def holding_document(holding: Holding) -> dict[str, object]:
    """Give a holding as JSON."""
    facts = holding.facts
    return {
        "id": int(holding.id),
        "product": facts.product,
        "line": holding.line,
        "amount": f"{facts.amount_cents / 100:.2f}",
        "since": facts.since,
        "matures": facts.matures_on,
        "note": facts.note,
    }


def _holding_id(key: str) -> HoldingId:
    if not key.isdigit():
        raise NotFoundError(what=say(HOLDING_WORD), key=key)
    return HoldingId(int(key))
