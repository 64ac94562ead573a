"""How many customers came through others, of the whole branch and of one referrer."""

from typing import TYPE_CHECKING

from branchcrm.domain.ids import CustomerId
from branchcrm.domain.people import ReferralRate, Referrals

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_RATE = (
    "SELECT (SELECT count(*) FROM customer WHERE removed_at IS NULL),"
    " (SELECT count(*) FROM customer WHERE removed_at IS NULL AND stage = 'active'),"
    " count(DISTINCT l.customer_id),"
    " count(DISTINCT CASE WHEN r.removed_at IS NULL AND r.stage = 'active' THEN r.id END),"
    " count(DISTINCT CASE WHEN s.last_trade_on NOT NULL THEN c.id END)"
    " FROM customer_link l JOIN customer c ON c.id = l.customer_id"
    " JOIN customer r ON r.id = l.other_id JOIN customer_summary s ON s.customer_id = c.id"
    " WHERE l.kind = 'referrer' AND c.removed_at IS NULL"
)
_BROUGHT = (
    "SELECT count(*), count(s.last_trade_on) FROM customer_link l"
    " JOIN customer c ON c.id = l.customer_id JOIN customer_summary s ON s.customer_id = c.id"
    " WHERE l.other_id = ? AND l.kind = 'referrer' AND c.removed_at IS NULL"
)


def referral_rate(work: "Reading") -> ReferralRate:
    """Count the customers, those who were referred and bought, and those who referred."""
    row = work.connection.exec_driver_sql(_RATE).one()
    return ReferralRate(
        customers=row[0], active=row[1], referred=row[2], referrers=row[3], bought=row[4]
    )


def referrals_of(work: "Reading", customer_id: CustomerId) -> Referrals | None:
    """Count whom a customer brought; None where that is nobody."""
    row = work.connection.exec_driver_sql(_BROUGHT, (int(customer_id),)).one()
    if not row[0]:
        return None
    return Referrals(count=row[0], bought=row[1], branch=referral_rate(work))
