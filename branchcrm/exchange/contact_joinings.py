"""How the exports of contact programs split names, addresses, phones and mail over columns."""

from typing import Final

from branchcrm.exchange.joined_columns import (
    Joining,
    all_values,
    first_address,
    first_value,
    more_addresses,
    more_values,
    name_of,
)

_NAME_PARTS: Final = (
    "LastName|Family Name|Surname|姓",
    "FirstName|Given Name|名",
    "MiddleName|Additional Name|中间名",
    "Suffix|Name Suffix",
    "Full Name|Contact Name|Lead Name|Name|Display Name",
    (
        "Company|Company / Account|Company Name|Account Name|Organization Name|"
        "Organization 1 - Name|Associated Company|单位"
    ),
)


def joined_name() -> Joining:
    """Join the name of a person."""
    return Joining(field="name", groups=(_NAME_PARTS,), text=name_of)


def address(*prefixes: str) -> tuple[str, ...]:
    """Name the columns of one address in the order that `whole_address` takes them."""
    parts = (
        "Street|Street Address|地址 街道|Address",
        "Street 2|Street2|地址 街道 2|Extended Address",
        "Street 3|地址 街道 3",
        "PO Box|Address PO Box",
        "City|地址 市/县",
        "State|State/Province|State/Region|Region|State_id|地址 省/市/自治区",
        "Zip|Zip Code|Zip/Postal Code|PostalCode|Code|地址 邮政编码",
        "Country|Country/Region|Country_id|地址 国家/地区",
    )
    return tuple(
        "|".join(f"{prefix}{name}" for prefix in prefixes for name in part.split("|"))
        for part in parts
    )


def joined_addresses(*groups: tuple[str, ...]) -> tuple[Joining, ...]:
    """Join the first address, and the others into the note."""
    return (
        Joining(field="address", groups=groups, text=first_address),
        Joining(field="note", groups=groups, text=more_addresses, least_groups=2),
    )


def joined_emails(*columns: str) -> tuple[Joining, ...]:
    """Take the first address of mail, and the others into the note."""
    groups = tuple((column,) for column in columns)
    return (
        Joining(field="email", groups=groups, text=first_value),
        Joining(field="note", groups=groups, text=more_values),
    )


def joined_phones(*columns: str) -> Joining:
    """Take all phones, of which the first mobile is the customer's."""
    return Joining(field="phone", groups=(columns,), text=all_values)


def numbered(name: str, count: int) -> tuple[str, ...]:
    """Name columns that differ by a number."""
    return tuple(name.format(number=number) for number in range(1, count + 1))
