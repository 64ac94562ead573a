"""The words of the import wizard that several steps share."""

from branchcrm.domain.wording import mark
from branchcrm.services.import_inspection import ColumnOutline

KIND_WORDS = {
    "customers": mark("客户"),
    "transactions": mark("交易"),
    "holdings": mark("持有"),
    "interactions": mark("互动"),
    "complaints": mark("投诉"),
    "visits": mark("回访"),
}
KIND_TITLES = {
    "customers": mark("导入客户"),
    "transactions": mark("导入交易"),
    "holdings": mark("导入持有"),
    "interactions": mark("导入互动"),
    "complaints": mark("导入投诉"),
    "visits": mark("导入回访"),
}
STEP_WORDS = (
    mark("选择文件"),
    mark("匹配列"),
    mark("校验"),
    mark("处理重复"),
    mark("导入"),
)
UNIT_WORDS = {
    1: mark("元"),
    1_000: mark("千元"),
    10_000: mark("万元"),
    1_000_000: mark("百万元"),
    100_000_000: mark("亿元"),
}
BY_HEADING = mark("列名一致")
BY_SIMILAR = mark("列名相近")
BY_CONTENT = mark("按内容判断")
BY_MEMORY = mark("上次的对应")
BY_PERSON = mark("手工指定")
BY_PROFILE = mark("预置方案")
BY_JOINING = mark("几列合并")
UNIT_CHANGE = mark("单位换算")
DATE_LAYOUTS = mark("{count} 种日期写法")
NOT_MATCHED = mark("未匹配")
_MATCHED = {
    "heading": (BY_HEADING, "ok"),
    "similar": (BY_SIMILAR, "warn"),
    "content": (BY_CONTENT, "warn"),
    "remembered": (BY_MEMORY, "ok"),
    "person": (BY_PERSON, "ok"),
    "profile": (BY_PROFILE, "ok"),
    "joined": (BY_JOINING, "ok"),
}
# A column that only goes into joined ones.
PART = "part"
EXCEL_FILTER = mark("表格文件 (*.xlsx *.xlsm *.xls *.csv *.tsv *.txt *.ods *.vcf)")
WORKBOOK_FILTER = mark("Excel 工作簿 (*.xlsx)")


def match_words(
    column: ColumnOutline | None, *, is_money: bool, is_own_choice: bool
) -> tuple[str, str]:
    """Say how a column was matched, and in which tone: ok, warn or nothing."""
    if column is None:
        return NOT_MATCHED, ""
    if is_money and column.unit_factor and column.unit_factor > 1:
        return UNIT_CHANGE, "warn"
    if is_own_choice:
        return BY_PERSON, "ok"
    return _MATCHED.get(column.matched_by, (NOT_MATCHED, ""))
