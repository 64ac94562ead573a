"""What customers spend elsewhere: what is taken, what it says about core customers."""

from datetime import date

import pytest

from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.wallet import Wallet, WalletDraft, checked_wallet

_DAY = date(2026, 9, 17)


def test_amounts_are_read_as_clerks_write_them() -> None:
    draft = WalletDraft(total="30万", rival="5,000.5", source=" 客户自述 ")
    assert checked_wallet(draft, _DAY) == Wallet(
        total_cents=30_000_000, rival_cents=500_050, source="客户自述", as_of=_DAY
    )
    assert checked_wallet(WalletDraft(rival="0", source="估计"), _DAY).total_cents is None


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (WalletDraft(), ["total", "source"]),
        (WalletDraft(total="-1", source="估计"), ["total"]),
        (WalletDraft(total="很多", rival="x"), ["total", "rival", "source"]),
        (WalletDraft(total="100", rival="200", source="估计"), ["rival"]),
    ],
)
def test_what_cannot_be_is_refused(draft: WalletDraft, fields: list[str]) -> None:
    with pytest.raises(InvalidDraftError) as refused:
        checked_wallet(draft, _DAY)
    assert [problem.field for problem in refused.value.problems] == fields
