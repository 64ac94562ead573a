"""The day that a review is as of, told with a notice where it is not today."""

from datetime import date, timedelta

from sqlalchemy.engine import Connection

from branchcrm.data.columns import day_from_number, day_number
from branchcrm.data.reading import Reading
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.wording import Sentence, mark, say

OLD_TRADES = mark("最后一笔交易在 {last}，早于观察期，分层按 {as_of} 计算")
NOBODY = mark("账本里还没有客户有这条规则要看的数字，没有人能分层")
ALONE = mark("只有一位客户有数字，没有别人可比，按相对位置分不出高低")
EQUALS = mark("所有客户的数字都一样，按相对位置分不出高低")

_LAST = (
    "SELECT max(day) FROM customer_transaction"
    " WHERE removed_at IS NULL AND day BETWEEN :start AND :end"
)
_ANY = (
    "SELECT 1 FROM customer_transaction"
    " WHERE removed_at IS NULL AND day BETWEEN :start AND :end LIMIT 1"
)


def review_day(
    connection: Connection, policy: Policy, today: date
) -> tuple[date, tuple[Sentence, ...]]:
    """Give the day to review as of: today, or the day after the last trade of an old book."""
    if Measure.AMOUNT not in policy.measures and Measure.FREQUENCY not in policy.measures:
        return today, ()
    window = window_of(today, policy.window_months)
    places = {"start": day_number(window.start), "end": day_number(window.end)}
    if connection.exec_driver_sql(_ANY, places).first() is not None:
        return today, ()
    places = {"start": day_number(date.min), "end": day_number(window.end)}
    last = connection.exec_driver_sql(_LAST, places).scalar()
    if last is None:
        return today, ()
    as_of = day_from_number(int(last)) + timedelta(days=1)
    notice = say(OLD_TRADES, last=day_from_number(int(last)).isoformat(), as_of=as_of.isoformat())
    return as_of, (notice,)


def is_review_due(work: Reading) -> bool:
    """Tell whether a fresh period began since the last review of a book that had one."""
    review = work.tiers.latest_review()
    today = work.clock.today()
    rule = work.tiers.policy_on(today).policy
    as_of, _ = review_day(work.connection, rule, today)
    return review is not None and rule.period.label(as_of) > review.period
