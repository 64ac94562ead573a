"""What a tier rule may look at, and what it must never look at."""

from enum import StrEnum

from branchcrm.domain.wording import mark


class Measure(StrEnum):
    """A figure about a customer that may enter a tier rule."""

    AMOUNT = "amount"
    FREQUENCY = "frequency"
    RECENCY = "recency"
    PRODUCTS = "products"
    TENURE = "tenure"
    AUM_MONTH_AVERAGE = "aum_month_average"
    BALANCE = "balance"


MEASURE_LABELS = {
    Measure.AMOUNT: mark("往来金额"),
    Measure.FREQUENCY: mark("往来频次"),
    Measure.RECENCY: mark("最近往来"),
    Measure.PRODUCTS: mark("产品种类"),
    Measure.TENURE: mark("往来年限"),
    Measure.AUM_MONTH_AVERAGE: mark("月日均资产"),
    Measure.BALANCE: mark("余额"),
}

MEASURE_LETTERS = {
    Measure.AMOUNT: "M",
    Measure.FREQUENCY: "F",
    Measure.RECENCY: "R",
    Measure.PRODUCTS: "P",
    Measure.TENURE: "T",
    Measure.AUM_MONTH_AVERAGE: "A",
    Measure.BALANCE: "B",
}

FACTOR_MEASURES = (
    Measure.AMOUNT,
    Measure.FREQUENCY,
    Measure.RECENCY,
    Measure.PRODUCTS,
    Measure.TENURE,
)
"""What a weighted score may add up."""

BAND_MEASURES = (Measure.AUM_MONTH_AVERAGE, Measure.BALANCE, Measure.AMOUNT)
"""What balance bands may be cut by."""

MONEY_MEASURES = frozenset({Measure.AMOUNT, Measure.AUM_MONTH_AVERAGE, Measure.BALANCE})
"""Counted in 分; the other measures are counts or days."""

NEVER_DAYS = 999_999
"""The recency of a customer who has a figure but never bought: worse than any day."""

BLOCKED_INPUTS = {
    "gender": mark("性别"),
    "sex": mark("性别"),
    "age": mark("年龄"),
    "birthday": mark("生日"),
    "birth_date": mark("生日"),
    "ethnicity": mark("民族"),
    "religion": mark("宗教"),
    "native_place": mark("籍贯"),
    "hukou": mark("户籍"),
    "marital_status": mark("婚姻"),
    "marriage": mark("婚姻"),
    "education": mark("学历"),
    "health": mark("健康"),
    "disability": mark("残疾"),
    "id_number": mark("证件号码"),
    "name": mark("姓名"),
    "address": mark("住址"),
    "photo": mark("照片"),
    "complaint": mark("投诉记录"),
    "complaints": mark("投诉记录"),
    "has_complained": mark("投诉记录"),
    "note": mark("员工备注"),
    "notes": mark("员工备注"),
}
"""Inputs that no rule may use, by the names a policy file may give them."""

_BLOCKED_LABELS = set(BLOCKED_INPUTS.values())


def blocked_label(name: str) -> str | None:
    """Give the label of a blocked input, asked by its English name or by its Chinese one."""
    if name in _BLOCKED_LABELS:
        return name
    return BLOCKED_INPUTS.get(name.strip().lower())


def merit(measure: Measure, value: int) -> int:
    """Turn a figure so that more is better: a purchase long ago counts less."""
    return -value if measure is Measure.RECENCY else value
