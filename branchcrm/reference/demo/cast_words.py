"""The people, visits, contacts and complaints that the pictures of the design show."""

# Name, gender (c: company), age, phone, manager, days since the last trade, its number in a
# year, the year's sum in yuan, product, worth.
PEOPLE = """
林国栋 m 56 13910270271 0 1 14 1286400 D004,W004,G001 3
周雅琴 f 42 13812345678 0 2 6 68420 W001 2
沈一帆 m 38 18623303390 1 3 11 942150 W004,I002 3
何秀兰 f 61 13745678812 0 46 9 731900 D003,D004 3
陈志强 m 47 13560124406 0 6 5 185260 W001 2
欧阳慧敏 f 45 15028867725 2 7 12 618330 I002,W002 3
阿依古丽·买买提 f 36 15271826034 1 8 4 96780 F002 2
上海恒泰五金制品有限公司 c 0 021-58238806 2 9 16 2460000 S003,D005,L003 3
徐嘉怡 f 29 13371649157 0 9 4 54610 W003 2
唐婉清 f 45 18850312043 0 12 10 507800 W002,I002 3
马晓东 m 27 13690157718 2 14 1 8260 D001 1
黄思源 m 34 15937283362 0 16 6 73945 W001 2
赵永福 m 66 13102480954 1 20 1 3120 D002 1
孙佩华 f 52 13927186641 2 22 8 488200 I001,D003 3
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
VISITS = """
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
CONTACTS = """
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
    ("陈志强", 2, "reopened", "网点排队超过 1 小时", "urgent"),
    ("沈一帆", 2, "proposed", "短信通知重复扣费", "important"),
    ("何秀兰", 2, "investigating", "定期转出手续说明不清", "important"),
    ("曹宇航", 1, "received", "开户资料被退回", "general"),
    ("蒋梦琪", 3, "investigating", "自助设备吞卡", "general"),
    ("罗文博", 1, "acknowledged", "理财起息日与说明不符", "general"),
    ("马晓东", 6, "decided", "柜员态度", "general"),
    ("徐嘉怡", 5, "decided", "App 登录频繁验证", "general"),
    ("叶子涵", 1, "acknowledged", "账户管理费争议", "general"),
    ("黄思源", 5, "decided", "代扣水费未成功", "general"),
    ("赵永福", 2, "assessed", "打印回单收费说明", "general"),
    ("周雅琴", 19, "closed", "转账到账短信延迟", "general"),
)
# The case that was closed too soon: days ago, hour, action, state, who of the staff, note.
REOPENED = (
    (2, "10:05", "log", "received", 2, ""),
    (2, "10:20", "acknowledge", "acknowledged", 2, "级别：紧急，两个工作日内答复。"),
    (2, "10:40", "assess", "assessed", 1, ""),
    (2, "11:00", "investigate", "investigating", 1, "询问大堂经理。"),
    (2, "11:30", "propose", "proposed", 1, ""),
    (2, "11:40", "answer", "decided", 1, "电话致歉，未说明原因。"),
    (2, "14:02", "close", "closed", 1, "结果：致歉。"),
    (2, "15:20", "reopen", "reopened", 2, "客户对首次答复不满意：“没有说明原因”"),
    (1, "09:12", "investigate", "investigating", 0, "调取叫号记录：等待 71 分钟。"),
)
# Whose visit was done, days ago, hour, channel, purpose, what came of it.
DONE_VISITS = """
周雅琴 16 10:00 phone 季度例行回访 近况良好，更新了单位地址。
罗文博 16 15:00 phone 定投半年回顾 愿意继续，扣款日想改到月初。
林国栋 14 10:30 visit 资产检视 大额存单年底到期，先看三年期。
徐嘉怡 13 16:00 phone 新购产品说明 收益和起息日讲清了。
沈一帆 9 09:30 visit 保险缺口测算 想先看年金方案，月底前定。
欧阳慧敏 9 14:00 counter 家庭账户说明 要和家人商量。
马晓东 9 15:30 phone 开户后首次联系 会用手机银行，没有别的需要。
黄思源 8 11:00 phone 装修分期说明 等装修合同签好再办。
欧阳慧敏 7 10:00 phone 家庭账户资料 资料已发，约来网点办理。
唐婉清 7 14:30 phone 到期产品续作 续作十二万元。
陈志强 6 09:10 counter 授权书补签 排队太久没有办成，改日再来。
"""
BIRTHDAYS = {"唐婉清": 0, "罗文博": 2, "周雅琴": 47, "林国栋": 5}
DETAILS = {
    "周雅琴": {
        "employer": "市第二实验小学",
        "occupation": "教师",
        "source": "老客户介绍",
        "address": "浙江省杭州市西湖区人民路88号锦苑小区12幢602室",
        "note": "配偶周明轩，女儿周可欣；介绍人林国栋。打电话选放学后。",
    },
    "上海恒泰五金制品有限公司": {
        "uscc": "91310115MA1K4P8LX4",
        "industry": "制造业",
        "contact_name": "顾敏",
        "contact_title": "财务经理",
    },
}
