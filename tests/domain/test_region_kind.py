"""Whether an address lies in a city, in the country or abroad."""

import pytest

from branchcrm.domain.region_kind import region_kind


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("浙江省杭州市西湖区人民路88号锦苑小区12幢602室", "city"),
        ("浙江省杭州市西湖区文一路3号梅园新村2幢", "city"),
        ("北京市海淀区中关村大街27号", "city"),
        ("浙江省杭州市临安区清凉峰镇杨溪村3组12号", "country"),
        ("浙江省杭州市桐庐县合村乡麻溪27号", "country"),
        ("上海市乡城路12号", "city"),
        ("内蒙古锡林郭勒盟某苏木", "country"),
        ("新加坡滨海湾花园路18号", "abroad"),
        ("12 King St, Sydney, Australia", "abroad"),
        ("1 Marina Way, SINGAPORE", "abroad"),
        ("浙江省杭州市上城区A座3栋", "city"),
        ("江苏省南京市林场路8号", "country"),
        ("四川省成都市木市街9号", "city"),
        ("  ", "unknown"),
        (None, "unknown"),
    ],
)
def test_the_kind_of_region_is_guessed_from_the_words(address: str | None, kind: str) -> None:
    assert region_kind(address) == kind
