"""Traditional and simplified characters meet in the search key."""

import pytest

from branchcrm.domain.names import search_key
from branchcrm.reference.chinese_script import simplify


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("葉乾", "叶干"),
        ("鍾小明", "钟小明"),
        ("鍾小明", "锺小明"),
        ("陳後主", "陈后主"),
        ("蕭紅", "肖红"),
        ("餘秋", "余秋"),
        ("閆妮", "闫妮"),
        ("歐陽修", "欧阳修"),
    ],
)
def test_a_name_is_found_in_either_script(written: str, typed: str) -> None:
    assert search_key(written, simplify) == search_key(typed, simplify)


def test_latin_text_passes_untouched() -> None:
    assert simplify("John") == "John"
