"""The codes of regions, former ones included."""

from branchcrm.reference.regions import counties, is_known_region, region_name


def test_regions_are_known_by_their_codes() -> None:
    assert region_name("110105") == "北京市朝阳区"
    assert region_name("330106") == "浙江省杭州市西湖区"
    assert region_name("999999") is None


def test_former_regions_of_old_papers_are_known() -> None:
    assert is_known_region("440524")
    assert is_known_region("350627")
    assert not is_known_region("110199")


def test_counties_of_a_province_leave_out_what_no_longer_exists() -> None:
    names = {region.name for region in counties("11")}
    assert "海淀区" in names
    assert "崇文区" not in names
