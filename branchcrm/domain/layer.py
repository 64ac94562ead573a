"""Other ways to divide the same list of customers, beside the tiers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from branchcrm.domain.customer import KIND_LABELS
from branchcrm.domain.wording import mark


class Layer(StrEnum):
    """A question that divides the customers."""

    KIND = "kind"
    ACTIVITY = "activity"
    REGION = "region"
    RFM = "rfm"
    ABC = "abc"
    CORE = "core"
    LOYALTY = "loyalty"


LAYER_LABELS = {
    Layer.KIND: mark("客户类型"),
    Layer.ACTIVITY: mark("活跃程度"),
    Layer.REGION: mark("地区"),
    Layer.RFM: mark("RFM 客群"),
    Layer.ABC: mark("ABC 贡献"),
    Layer.CORE: mark("核心客户"),
    Layer.LOYALTY: mark("忠诚与一次性"),
}

LAYER_RULES = {
    Layer.KIND: mark("按客户资料里的类型"),
    Layer.ACTIVITY: mark("按最近一次购买距今的天数，天数用“阶段规则”里的设置"),
    Layer.REGION: mark(
        "按住址推测：有村、乡、屯、组的是农村，有国外地名的是海外，其余有住址的是城市"
    ),
    Layer.RFM: mark("R、F、M 各 1 至 5 分，4 分及以上为高；数字相同得分相同"),
    Layer.ABC: mark("按近 12 个月金额从高到低累计：80% 之前为 A，95% 之前为 B，其余为 C"),
    Layer.CORE: mark(
        "三个问题都答“是”才是核心：贡献属 A 类而且忠诚；钱包份额过半；给我们的多于给最大对手的"
    ),
    Layer.LOYALTY: mark("近四个季度至少三个季度有购买为忠诚；一共只在一天购买过为一次性"),
}

UNKNOWN_CLASS = "unknown"

CLASS_LABELS: dict[Layer, dict[str, str]] = {
    Layer.KIND: {kind.value: label for kind, label in KIND_LABELS.items()},
    Layer.ACTIVITY: {
        "active": mark("活跃"),
        "dormant": mark("沉睡"),
        "lost": mark("流失"),
        "never": mark("没有购买过"),
    },
    Layer.REGION: {
        "city": mark("城市"),
        "country": mark("农村"),
        "abroad": mark("海外"),
        UNKNOWN_CLASS: mark("没有住址"),
    },
    Layer.RFM: {
        "HHH": mark("重要价值"),
        "HLH": mark("重要发展"),
        "LHH": mark("重要保持"),
        "LLH": mark("重要挽留"),
        "HHL": mark("一般价值"),
        "HLL": mark("一般发展"),
        "LHL": mark("一般保持"),
        "LLL": mark("一般挽留"),
        "none": mark("近 12 个月没有购买"),
    },
    Layer.ABC: {
        "A": mark("A 类"),
        "B": mark("B 类"),
        "C": mark("C 类"),
        "none": mark("近 12 个月没有往来"),
    },
    Layer.CORE: {
        "core": mark("核心客户"),
        "missing": mark("贡献高且忠诚，钱包资料待补"),
        "partly": mark("贡献高且忠诚，但份额不够"),
        "other": mark("其他客户"),
    },
    Layer.LOYALTY: {
        "loyal": mark("忠诚"),
        "repeat": mark("重复购买"),
        "once": mark("一次性"),
        "never": mark("没有购买过"),
    },
}
"""The classes of every layer, in the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerLine:
    """One class of a layer: people, and what they brought in twelve months."""

    key: str
    customers: int
    amount_cents: int
    people_share: float
    money_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerTable:
    """A layer with all its classes."""

    layer: Layer
    lines: Sequence[LayerLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How the money really divides: never 80/20 by assertion."""

    customers: int
    top_customers: int
    top_share: float
    gini: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How many customers have which value: `edges` are one more than `counts`.

    Edges and lines are in points of a score, or in yuan of a balance.
    """

    edges: Sequence[float]
    counts: Sequence[int]
    cuts: Sequence[tuple[float, str]]
    is_score: bool
