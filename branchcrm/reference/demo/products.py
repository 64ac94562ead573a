"""The products of an invented bank branch, by product line."""

from branchcrm.reference.demo.records import DemoProduct, Worth

DEPOSIT, WEALTH, FUND, INSURANCE = "deposit", "wealth", "fund", "insurance"
LOAN, CARD, GOLD, SETTLEMENT = "loan", "card", "metal", "payment"

PRODUCTS = tuple(
    DemoProduct(code=code, name=name, line=line)
    for code, name, line in (
        ("D001", "活期存款", DEPOSIT),
        ("D002", "一年定期存款", DEPOSIT),
        ("D003", "三年定期存款", DEPOSIT),
        ("D004", "大额存单", DEPOSIT),
        ("D005", "通知存款", DEPOSIT),
        ("W001", "稳健理财 90 天", WEALTH),
        ("W002", "稳健理财 180 天", WEALTH),
        ("W003", "日日盈", WEALTH),
        ("W004", "安享一年", WEALTH),
        ("F001", "债券基金定投", FUND),
        ("F002", "指数基金定投", FUND),
        ("I001", "教育金保险", INSURANCE),
        ("I002", "年金保险", INSURANCE),
        ("I003", "百万医疗险", INSURANCE),
        ("L001", "个人住房贷款", LOAN),
        ("L002", "消费贷款", LOAN),
        ("L003", "小微企业贷款", LOAN),
        ("C001", "信用卡分期", CARD),
        ("C002", "信用卡年费", CARD),
        ("G001", "投资金条", GOLD),
        ("S001", "代发工资", SETTLEMENT),
        ("S002", "POS 收单", SETTLEMENT),
        ("S003", "对公结算", SETTLEMENT),
    )
)
PLACES = {product.code: place for place, product in enumerate(PRODUCTS)}

# What customers of each worth buy, main product line first, with weights inside the line.
MENUS = {
    Worth.SMALL: (("D001", "D002"), ("C002",), ("S001",), ("I003",), ("F001",)),
    Worth.MEDIUM: (
        ("D002", "D003", "W001"),
        ("W001", "W003"),
        ("F001", "F002"),
        ("I001", "I003"),
        ("L002",),
    ),
    Worth.LARGE: (
        ("D004", "D003", "D005"),
        ("W002", "W004", "W001"),
        ("I002", "I001"),
        ("F002",),
        ("G001",),
        ("L001",),
    ),
}
COMPANY_MENU = (("S003", "D005"), ("S002",), ("L003",), ("W003",))
