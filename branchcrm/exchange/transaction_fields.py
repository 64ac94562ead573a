"""The fields of a transaction that a file can hold, and the headings that mean them."""

from typing import Final

from branchcrm.domain.wording import mark
from branchcrm.exchange.field_spec import FieldSpec

TRANSACTION_FIELDS: Final = (
    FieldSpec(
        key="customer_code",
        label=mark("客户编号"),
        example="C-000318",
        synonyms=(
            "客户编号 客户号 客户代码 客户id 客户编码 核心客户号 会员号 会员编号 会员卡号 "
            "顾客编号 买家id 户号 customerid customerno customernumber customercode clientid "
            "memberid buyerid userid customer_id"
        ),
    ),
    FieldSpec(
        key="customer_name",
        label=mark("客户姓名"),
        example="林国栋",
        synonyms=(
            "姓名 客户姓名 客户名称 户名 客户 会员姓名 顾客姓名 买家 购买人 付款人 "
            "customername customer name client buyer"
        ),
    ),
    FieldSpec(
        key="customer_phone",
        label=mark("客户手机"),
        example="13800005678",
        synonyms=(
            "手机 手机号 手机号码 联系电话 电话 客户电话 会员手机 移动电话 phone mobile phonenumber"
        ),
    ),
    FieldSpec(
        key="id_number",
        label=mark("证件号码"),
        example="11010519491231002X",
        synonyms="证件号码 证件号 身份证 身份证号 身份证号码 idnumber idno idcard",
    ),
    FieldSpec(
        key="date",
        label=mark("日期"),
        is_required=True,
        is_date=True,
        example="2026-09-16",
        synonyms=(
            "日期 交易日期 交易时间 交易日 消费日期 消费时间 购买日期 购买时间 订单日期 "
            "下单时间 支付时间 付款时间 成交日期 销售日期 发生日期 记账日期 业务日期 开票日期 "
            "时间 invoicedate date transactiondate orderdate purchasedate paymentdate "
            "datetime time saledate"
        ),
    ),
    FieldSpec(
        key="amount",
        label=mark("金额"),
        is_money=True,
        is_text=False,
        example="1280.00",
        synonyms=(
            "金额 交易金额 消费金额 订单金额 支付金额 实付金额 付款金额 成交金额 销售金额 "
            "发生额 总金额 总价 合计金额 价税合计 小计 实收金额 应收金额 amount total "
            "totalamount linetotal sales revenue totalprice price_total dollars subtotal"
        ),
    ),
    FieldSpec(
        key="quantity",
        label=mark("数量"),
        is_text=False,
        example="2",
        synonyms="数量 件数 购买数量 销售数量 份数 笔数 quantity qty count units",
    ),
    FieldSpec(
        key="unit_price",
        label=mark("单价"),
        is_money=True,
        is_text=False,
        example="640.00",
        synonyms="单价 售价 价格 商品单价 成交单价 净值 unitprice price priceeach saleprice",
    ),
    FieldSpec(
        key="product_code",
        label=mark("产品代码"),
        example="LC-2041",
        synonyms=(
            "产品代码 产品编号 商品编号 商品编码 商品代码 货号 条码 sku 产品编码 stockcode "
            "productcode productid itemcode itemid productno article barcode"
        ),
    ),
    FieldSpec(
        key="product",
        label=mark("产品"),
        example="定期理财",
        synonyms=(
            "产品 产品名称 商品 商品名称 品名 项目 业务 业务类型 业务名称 摘要 交易内容 货品 "
            "服务项目 套餐 description product productname item itemname service goods"
        ),
    ),
    FieldSpec(
        key="line",
        label=mark("产品类别"),
        example="理财",
        synonyms=(
            "产品类别 产品大类 产品线 商品类别 商品分类 品类 category productline "
            "productcategory line"
        ),
    ),
    FieldSpec(
        key="document_no",
        label=mark("单号"),
        example="TX20260916001",
        synonyms=(
            "单号 订单号 订单编号 流水号 交易流水号 交易号 交易编号 凭证号 发票号 发票号码 "
            "小票号 单据号 单据编号 票号 invoiceno invoice invoicenumber orderno orderid "
            "ordernumber transactionid transactionno receiptno reference"
        ),
    ),
    FieldSpec(
        key="kind",
        label=mark("交易类型"),
        example="购买",
        synonyms="交易类型 类型 交易类别 收支 借贷 借贷标志 方向 transactiontype type kind",
    ),
    FieldSpec(
        key="staff",
        label=mark("经办员工"),
        example="王敏",
        synonyms=(
            "经办员工 经办人 经办 员工 柜员 销售员 营业员 收银员 导购 业务员 staff cashier "
            "salesperson seller clerk"
        ),
    ),
    FieldSpec(
        key="note",
        label=mark("备注"),
        takes_many=True,
        example="",
        synonyms="备注 说明 附言 备注说明 note notes remark remarks comment memo",
    ),
)
