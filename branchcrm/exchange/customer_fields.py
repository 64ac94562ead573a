"""The fields of a customer that a file can hold, and the headings that mean them."""

from typing import Final

from branchcrm.domain.wording import mark
from branchcrm.exchange.field_spec import FieldSpec

CUSTOMER_FIELDS: Final = (
    FieldSpec(
        key="name",
        label=mark("姓名"),
        is_required=True,
        example="林国栋",
        synonyms=(
            "姓名 客户姓名 客户名称 客户名 户名 名称 客户 名字 联系人姓名 客户全称 企业名称 "
            "单位名称 公司名称 机构名称 会员姓名 顾客姓名 开户人 投保人 name customername "
            "customer clientname client fullname accountname company companyname displayname "
            "contactname"
        ),
    ),
    FieldSpec(
        key="code",
        label=mark("客户编号"),
        example="C-000318",
        synonyms=(
            "客户编号 客户号 客户代码 客户id 客户编码 核心客户号 会员号 会员编号 会员卡号 "
            "顾客编号 编号 代码 户号 customerid customerno customernumber customercode "
            "clientid accountnumber accountid memberid code id no"
        ),
    ),
    FieldSpec(
        key="kind",
        label=mark("客户类型"),
        example="个人",
        synonyms="客户类型 客户类别 类型 类别 客户性质 对公对私 kind type customertype accounttype",
    ),
    FieldSpec(
        key="phone",
        label=mark("手机"),
        example="13800005678",
        synonyms=(
            "手机 手机号 手机号码 移动电话 联系电话 电话 电话号码 联系方式 联系手机 电话1 "
            "手机1 联系电话1 本人电话 客户电话 手机/电话 电话/手机 phone mobile mobilephone "
            "cellphone cell phonenumber telephone tel mobileno phone1"
        ),
    ),
    FieldSpec(
        key="more_phones",
        label=mark("其他电话"),
        takes_many=True,
        example="0571-88886666",
        synonyms=(
            "座机 固话 固定电话 家庭电话 办公电话 单位电话 住宅电话 其他电话 备用电话 电话2 "
            "电话3 手机2 手机号2 联系电话2 备用手机 紧急联系电话 landline homephone workphone "
            "officephone businessphone otherphone phone2 phone3"
        ),
    ),
    FieldSpec(
        key="id_number",
        label=mark("证件号码"),
        example="11010519491231002X",
        synonyms=(
            "证件号码 证件号 身份证 身份证号 身份证号码 身份证件号码 公民身份号码 居民身份证 "
            "居民身份证号 有效证件号码 idnumber idno idcard idcardno identitynumber "
            "nationalid certno"
        ),
    ),
    FieldSpec(
        key="id_type",
        label=mark("证件类型"),
        example="身份证",
        synonyms="证件类型 证件种类 证件名称 证件类别 idtype idkind certtype",
    ),
    FieldSpec(
        key="uscc",
        label=mark("统一社会信用代码"),
        example="91350100M000100Y43",
        synonyms=(
            "统一社会信用代码 社会信用代码 信用代码 组织机构代码 营业执照号 营业执照号码 税号 "
            "纳税人识别号 统一社会信用代码/税号 uscc creditcode taxid registrationnumber"
        ),
    ),
    FieldSpec(
        key="birthday",
        label=mark("生日"),
        is_date=True,
        example="1984-11-03",
        synonyms=(
            "生日 出生日期 出生年月 出生年月日 客户生日 出生日 阳历生日 农历生日 birthday "
            "birthdate dateofbirth dob"
        ),
    ),
    FieldSpec(
        key="gender",
        label=mark("性别"),
        example="男",
        synonyms="性别 客户性别 称谓 gender sex salutation",
    ),
    FieldSpec(
        key="manager",
        label=mark("客户经理"),
        example="王敏",
        synonyms=(
            "客户经理 所属经理 管户经理 理财经理 负责人 归属人 维护人 管户人 专属经理 经理 "
            "客户经理姓名 服务人员 管理人 owner manager accountmanager accountowner "
            "salesperson salesrep assignedto relationshipmanager rm"
        ),
    ),
    FieldSpec(
        key="address",
        label=mark("地址"),
        example="滨江路 16 号",
        synonyms=(
            "地址 住址 联系地址 家庭地址 家庭住址 通讯地址 居住地址 单位地址 注册地址 "
            "经营地址 详细地址 常住地址 address street mailingaddress homeaddress "
            "billingaddress streetaddress"
        ),
    ),
    FieldSpec(
        key="employer",
        label=mark("单位"),
        example="市第二实验小学",
        synonyms=(
            "单位 工作单位 所在单位 就职单位 任职单位 公司 employer organization organisation "
            "workplace"
        ),
    ),
    FieldSpec(
        key="occupation",
        label=mark("职业"),
        example="教师",
        synonyms="职业 职务 岗位 工作 职业类别 occupation jobtitle profession title",
    ),
    FieldSpec(
        key="industry",
        label=mark("行业"),
        example="零售",
        synonyms="行业 所属行业 行业类别 经营范围 industry sector",
    ),
    FieldSpec(
        key="email",
        label=mark("邮箱"),
        example="lin@example.com",
        synonyms="邮箱 电子邮箱 电子邮件 邮件 e-mail email mail emailaddress e-mailaddress",
    ),
    FieldSpec(
        key="wechat",
        label=mark("微信号"),
        example="lin_gd",
        synonyms="微信 微信号 微信号码 wechat wechatid weixin",
    ),
    FieldSpec(
        key="card_number",
        label=mark("银行卡号"),
        example="4111111111111111",
        synonyms=(
            "银行卡号 卡号 账号 银行账号 帐号 结算账号 bankcard cardnumber cardno accountno "
            "bankaccount"
        ),
    ),
    FieldSpec(
        key="contact_name",
        label=mark("联系人"),
        example="沈一帆",
        synonyms=(
            "联系人 企业联系人 经办人 法人 法定代表人 法人代表 contact contactperson primarycontact"
        ),
    ),
    FieldSpec(
        key="contact_title",
        label=mark("联系人职务"),
        example="财务经理",
        synonyms="联系人职务 联系人职位 经办人职务 contacttitle",
    ),
    FieldSpec(
        key="source",
        label=mark("来源"),
        example="老客户介绍",
        synonyms="来源 客户来源 获客渠道 来源渠道 获取方式 source leadsource",
    ),
    FieldSpec(
        key="opened_on",
        label=mark("开户日期"),
        is_date=True,
        example="2019-06-12",
        synonyms=(
            "开户日期 开户日 开户时间 建档日期 入会日期 注册日期 首次开户日期 注册时间 "
            "建档时间 openedon opendate signupdate registrationdate joindate"
        ),
    ),
    FieldSpec(
        key="stage",
        label=mark("阶段"),
        example="现有",
        synonyms="阶段 客户状态 状态 生命周期 生命周期阶段 stage status lifecycle lifecyclestage",
    ),
    FieldSpec(
        key="amount_12m",
        label=mark("近 12 个月金额"),
        is_money=True,
        is_text=False,
        example="68420",
        synonyms=(
            "近12个月金额 年累计 年累计金额 累计金额 年交易额 年消费额 近一年金额 近12月金额 "
            "年度累计 消费总额 累计消费 年销售额 annualamount annualrevenue amount12m "
            "yearlyamount totalspent"
        ),
    ),
    FieldSpec(
        key="balance",
        label=mark("余额"),
        is_money=True,
        is_text=False,
        example="500000",
        synonyms=(
            "余额 账户余额 存款余额 资产余额 aum 存款 总资产 金融资产 资产总额 时点余额 "
            "balance accountbalance"
        ),
    ),
    FieldSpec(
        key="last_trade_on",
        label=mark("最近往来日期"),
        is_date=True,
        example="2026-09-16",
        synonyms=(
            "最后交易日 最近交易日 最近往来日期 最后交易日期 最近交易日期 最后交易时间 "
            "最近消费日期 最后消费日期 最近往来 上次交易 lasttransactiondate lastpurchase "
            "lastpurchasedate lasttrade lastorderdate"
        ),
    ),
    FieldSpec(
        key="reading",
        label=mark("读音"),
        example="shan xiong xin",
        synonyms="读音 拼音 姓名拼音 pinyin reading",
    ),
    FieldSpec(
        key="note",
        label=mark("备注"),
        takes_many=True,
        example="理财 10 月到期",
        synonyms=(
            "备注 备注1 备注2 说明 其他 备注说明 客户备注 附言 客户标签 标签 note notes "
            "remark remarks comment comments description memo tags"
        ),
    ),
)
