"""Lets tiers that were set by hand begin and end by themselves when the day comes."""

from datetime import date

from sqlalchemy.engine import Connection

from branchcrm.data.columns import day_number

KEY = "tier_override_day"
_TURNED = (
    "SELECT DISTINCT customer_id FROM tier_override WHERE lifted_at IS NULL"
    " AND ((ends_on >= :last AND ends_on < :today) OR (starts_on > :last AND starts_on <= :today))"
)
_LAST = "SELECT value FROM preference WHERE staff_id = 0 AND key = ?"


def overrides_turned(connection: Connection, today: date) -> list[int]:
    """Give the customers whose tier by hand ended or began since the day last looked at."""
    found = connection.exec_driver_sql(_LAST, (KEY,)).scalar()
    places = {"last": int(found or 0), "today": day_number(today)}
    return [row[0] for row in connection.exec_driver_sql(_TURNED, places)]


def turn_overrides(connection: Connection, today: date) -> None:
    """Give those customers the tier that counts now."""
    turned = overrides_turned(connection, today)
    if turned:
        # The tiers' array library stays out of a start.
        from branchcrm.data.tier_summary import write_tiers  # noqa: PLC0415 - as said

        write_tiers(connection, sorted(turned), today)
    connection.exec_driver_sql(
        "INSERT INTO preference (staff_id, key, value) VALUES (0, ?, ?)"
        " ON CONFLICT (staff_id, key) DO UPDATE SET value = excluded.value",
        (KEY, str(day_number(today))),
    )
