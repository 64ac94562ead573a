"""The people whom the pictures of the design show, with their facts around today."""

from dataclasses import dataclass
from datetime import date, timedelta

from branchcrm.domain.birthday import solar_birthday
from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerFacts, CustomerKind
from branchcrm.domain.identity_card import check_character
from branchcrm.domain.identity_document import DocumentKind
from branchcrm.domain.rights import Role
from branchcrm.reference.demo.people import HOME_PLACE, HOME_REGION
from branchcrm.reference.demo.products import PLACES
from branchcrm.reference.demo.records import (
    DemoCustomer,
    DemoInteraction,
    DemoStaff,
    DemoTrade,
    DemoVisit,
    Worth,
)
from branchcrm.reference.demo.trades import DAY_S, ZONE_S, day_number

STAFF = (
    DemoStaff(name="王敏", role=Role.ACCOUNT_MANAGER),
    DemoStaff(name="李浩", role=Role.ACCOUNT_MANAGER),
    DemoStaff(name="赵倩", role=Role.ACCOUNT_MANAGER),
    DemoStaff(name="陈建国", role=Role.BRANCH_MANAGER),
    DemoStaff(name="孙丽", role=Role.CLERK),
    DemoStaff(name="吴晓峰", role=Role.CLERK),
    DemoStaff(name="郑雪", role=Role.AUDITOR),
)
MANAGERS = 3

# Name, gender (c: company), age, phone, manager, days since the last trade, its number in a
# year, the year's sum in yuan, product, worth.
_PEOPLE = """
林国栋 m 56 13910270271 0 1 14 1286400 D004 3
周雅琴 f 42 13812345678 0 2 6 68420 W001 2
沈一帆 m 38 18623303390 1 3 11 942150 W004 3
何秀兰 f 61 13745678812 0 46 9 731900 D003 3
陈志强 m 47 13560124406 0 6 5 185260 W001 2
欧阳慧敏 f 45 15028867725 2 7 12 618330 I002 3
阿依古丽·买买提 f 36 15271826034 1 8 4 96780 F002 2
上海恒泰五金制品有限公司 c 0 021-58238806 2 9 16 2460000 S003 3
徐嘉怡 f 29 13371649157 0 9 4 54610 W003 2
唐婉清 f 45 18850312043 1 12 10 507800 W002 3
马晓东 m 27 13690157718 2 14 1 8260 D001 1
黄思源 m 34 15937283362 0 16 6 73945 W001 2
赵永福 m 66 13102480954 1 20 1 3120 D002 1
孙佩华 f 52 13927186641 2 22 8 488200 I001 3
罗文博 m 38 18716045529 0 27 4 61300 F001 2
叶子涵 f 24 13258028405 1 33 1 12480 D001 1
郑凯 m 33 15841591196 2 49 3 47052 W003 2
苏明哲 m 41 13666180357 1 75 3 52300 S001 2
方雨桐 f 31 15168823390 0 41 3 58600 W001 2
曹宇航 m 22 17758041267 2 30 1 2600 D001 1
蒋梦琪 f 26 18768114482 1 62 1 4300 C002 1
周明轩 m 44 13612442210 0 88 2 36000 D002 2
"""
# Whose visit, days from today, hour, minute (or none), channel, purpose.
_VISITS = """
何秀兰 -3 10:00 phone 定期到期转出，了解去向
郑凯 -2 14:00 phone 手机换机后首次回访
孙佩华 -1 15:00 visit 保单年检，顺带更新受益人
周雅琴 0 15:30 phone 理财到期，续作意向
陈志强 0 16:00 counter 带身份证补签授权书
徐嘉怡 0 16:30 phone 新购产品 30 天满意度
马晓东 0 - phone 新客户 7 天内首次联系
林国栋 1 10:00 phone 大额存单方案确认
欧阳慧敏 1 14:00 counter 家庭账户开立
唐婉清 1 15:00 phone 生日问候，介绍到期产品
沈一帆 4 09:30 visit 季度资产检视
阿依古丽·买买提 5 10:00 phone 基金定投半年回顾
上海恒泰五金制品有限公司 6 14:30 visit 代发工资方案
黄思源 11 10:00 phone 装修分期材料清单
罗文博 12 16:00 wechat 定投扣款日调整
"""
# Whose contact, days ago, hour, channel, direction, note.
_CONTACTS = """
周雅琴 2 10:12 phone out 提醒稳健理财 90 天将到期。有意续作，想比较 180 天产品，约 15:30 再谈。
周雅琴 22 11:30 counter in 带女儿咨询教育金保险，留下产品资料，表示年底前决定。
周雅琴 34 15:00 phone out 季度例行回访，客户近况良好，更新单位地址。
林国栋 1 16:20 phone out 大额存单利率表已发，客户倾向三年期，明天确认金额。
沈一帆 3 14:10 visit out 上门做资产检视，保险缺口大，先看年金方案。
何秀兰 46 09:40 counter in 定期到期转出二十万，说儿子买房用，没有留续存。
陈志强 6 09:10 counter in 取号后等待 70 分钟，情绪激动，已登记投诉。
欧阳慧敏 7 15:20 wechat in 问家庭账户能不能给父母一起管，已发说明。
唐婉清 12 10:50 phone out 九月购入安享一年，询问到账短信，已核对无误。
徐嘉怡 9 17:05 wechat out 发送日日盈近七日收益，客户回复收到。
郑凯 49 11:15 phone in 换手机后登录不了手机银行，指导重新绑定。
上海恒泰五金制品有限公司 9 14:00 visit out 与财务经理核对结算手续费，旺季前想要周转贷款。
"""
# Whose complaint, days ago, how far it has come, its subject.
COMPLAINTS = (
    ("陈志强", 2, "investigating", "网点排队超过 1 小时"),
    ("沈一帆", 3, "proposed", "短信通知重复扣费"),
    ("何秀兰", 2, "investigating", "定期转出手续说明不清"),
    ("曹宇航", 1, "received", "开户资料被退回"),
    ("蒋梦琪", 3, "investigating", "自助设备吞卡"),
    ("罗文博", 1, "received", "理财起息日与说明不符"),
    ("马晓东", 6, "decided", "柜员态度"),
    ("徐嘉怡", 5, "decided", "App 登录频繁验证"),
    ("叶子涵", 0, "received", "账户管理费争议"),
    ("黄思源", 5, "decided", "代扣水费未成功"),
    ("赵永福", 1, "acknowledged", "打印回单收费说明"),
    ("周雅琴", 19, "closed", "转账到账短信延迟"),
)
_BIRTHDAYS = {"唐婉清": 0, "罗文博": 2, "周雅琴": 47, "林国栋": 5}
_DETAILS = {
    "周雅琴": {
        "employer": "市第二实验小学",
        "occupation": "教师",
        "source": "老客户介绍",
        "address": f"{HOME_PLACE}人民路88号锦苑小区12幢602室",
        "note": "配偶周明轩，女儿周可欣；介绍人林国栋。打电话选放学后。",
    },
    "上海恒泰五金制品有限公司": {
        "uscc": "91310115MA1K4P8LX4",
        "industry": "制造业",
        "contact_name": "顾敏",
        "contact_title": "财务经理",
    },
}
_KINDS = {"m": Gender.MALE, "f": Gender.FEMALE}


@dataclass(frozen=True, slots=True)
class CastMember:
    """One line of the cast, taken apart."""

    name: str
    gender: str
    age: int
    phone: str
    manager: int
    days_since: int
    deals: int
    yuan: int
    product: str
    worth: Worth


def members() -> list[CastMember]:
    """Give the cast in the order of the design's list."""
    found = []
    for line in _PEOPLE.strip().splitlines():
        name, gender, age, phone, manager, since, deals, yuan, product, worth = line.split()
        numbers = (int(age), phone, int(manager), int(since), int(deals), int(yuan))
        found.append(CastMember(name, gender, *numbers, product, Worth(int(worth))))
    return found


def customers(today: date) -> list[DemoCustomer]:
    """Give the cast as customers."""
    return [_customer(member, place, today) for place, member in enumerate(members())]


def trades(today: date) -> list[DemoTrade]:
    """Give a year of business of the cast that adds up to the sums of the design."""
    found: list[DemoTrade] = []
    for place, member in enumerate(members()):
        cents, rest = divmod(member.yuan * 100, member.deals)
        step = max((340 - member.days_since) // max(member.deals, 2), 1)
        for number in reversed(range(member.deals)):
            day = day_number(today) - member.days_since - number * step
            amount = cents + (rest if number == 0 else 0)
            at = day * DAY_S + 14 * 3600 + 40 * 60 - ZONE_S
            product = PLACES[member.product]
            found.append((place, product, day, at, amount, "purchase", member.manager, "柜面办理"))
    return found


def visits(today: date) -> list[DemoVisit]:
    """Give the visits of the design's Today page."""
    places = _places()
    found = []
    for line in _VISITS.strip().splitlines():
        name, days, clock, channel, purpose = line.split(maxsplit=4)
        is_all_day = clock == "-"
        at = _at(today, int(days), "09:00" if is_all_day else clock)
        manager = members()[places[name]].manager
        visit = DemoVisit(
            customer=places[name], staff=manager, at=at, channel=channel, purpose=purpose
        )
        visit.is_all_day = is_all_day
        found.append(visit)
    return found


def interactions(today: date) -> list[DemoInteraction]:
    """Give the contacts that the design's customer page shows."""
    places = _places()
    found = []
    for line in _CONTACTS.strip().splitlines():
        name, days, clock, channel, direction, note = line.split(maxsplit=5)
        interaction = DemoInteraction(
            customer=places[name],
            staff=members()[places[name]].manager,
            channel=channel,
            direction="" if channel in {"counter", "visit"} else direction,
            at=_at(today, -int(days), clock),
            result="reached",
            is_effective=True,
            note=note,
        )
        found.append(interaction)
    return found


def place_of(name: str) -> int:
    """Give the place of a member of the cast."""
    return _places()[name]


def _places() -> dict[str, int]:
    return {member.name: place for place, member in enumerate(members())}


def _at(today: date, days: int, clock: str) -> int:
    hour, minute = clock.split(":")
    day = day_number(today + timedelta(days=days))
    return day * DAY_S + int(hour) * 3600 + int(minute) * 60 - ZONE_S


def _customer(member: CastMember, place: int, today: date) -> DemoCustomer:
    since = date(2019, 3, 11) + timedelta(days=37 * place)
    if member.name == "马晓东":
        since = today - timedelta(days=member.days_since)
    values: dict[str, object] = {"name": member.name, "phone": member.phone, "opened_on": since}
    values |= _DETAILS.get(member.name, {})
    if member.gender == "c":
        facts = CustomerFacts(kind=CustomerKind.ENTERPRISE, **values)  # type: ignore[arg-type]  # by field
        return DemoCustomer(facts=facts, manager=member.manager, since=since, worth=member.worth)
    born = _born(member, place, today)
    gender = _KINDS[member.gender]
    body = f"{HOME_REGION}{born:%Y%m%d}{30 + place:02d}{place % 5 * 2 + (gender is Gender.MALE)}"
    values |= {
        "gender": gender,
        "birthday": solar_birthday(born),
        "id_type": DocumentKind.ID_CARD,
        "id_number": body + check_character(body),
    }
    facts = CustomerFacts(kind=CustomerKind.PERSON, **values)  # type: ignore[arg-type]  # by field
    return DemoCustomer(facts=facts, manager=member.manager, since=since, worth=member.worth)


def _born(member: CastMember, place: int, today: date) -> date:
    ahead = _BIRTHDAYS.get(member.name, 40 + place * 13)
    day = today + timedelta(days=ahead)
    years = member.age if ahead <= 0 else member.age + 1
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year - years, day.month, 28 if is_leap_day else day.day)
