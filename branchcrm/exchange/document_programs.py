"""The exports that list invoices line by line, by the column names that they document."""

from typing import Final

from branchcrm.domain.wording import mark
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.profile import Profile

ODOO_INVOICES: Final = Profile(
    key="odoo_invoices",
    label=mark("Odoo 发票明细"),
    kind=ImportKind.TRANSACTIONS,
    marks=(
        "Invoice/Bill Date|Invoice lines/Product|Invoice lines/Quantity",
        "Invoice/Bill Date|Invoice lines/Label|Invoice lines/Quantity",
        "invoice_date|invoice_line_ids/product_id|invoice_line_ids/quantity",
    ),
    fields={
        "customer_code": "Partner/Reference|partner_id/ref",
        "customer_phone": "Partner/Mobile|Partner/Phone|partner_id/mobile",
        "id_number": "Partner/Tax ID|partner_id/vat",
        "customer_name": "Partner|Partner/Name|Invoice Partner Display Name|partner_id",
        "date": "Invoice/Bill Date|invoice_date",
        "document_no": "Number|name",
        "product": "Invoice lines/Product|Invoice lines/Label|invoice_line_ids/product_id",
        "quantity": "Invoice lines/Quantity|invoice_line_ids/quantity",
        "unit_price": "Invoice lines/Unit Price|invoice_line_ids/price_unit",
        "amount": "Invoice lines/Total|invoice_line_ids/price_total",
        "staff": "Salesperson|invoice_user_id",
    },
    left_out="Total|Total in Currency|Status|Due Date|Untaxed Amount|Tax|Reference|Payment Status",
    carried=(
        "Partner/Reference|partner_id/ref|Partner/Mobile|Partner/Phone|partner_id/mobile|"
        "Partner/Tax ID|partner_id/vat|Partner|Partner/Name|Invoice Partner Display Name|"
        "partner_id|Invoice/Bill Date|invoice_date|Number|name|Salesperson|invoice_user_id"
    ),
)
TAX_INVOICES: Final = Profile(
    key="tax_invoices",
    label=mark("税务发票明细"),
    kind=ImportKind.TRANSACTIONS,
    marks=(
        "购方名称|开票日期|货物或应税劳务名称|价税合计",
        "购买方名称|开票日期|货物或应税劳务名称|价税合计",
        "购方名称|开票日期|商品名称|价税合计",
        "购买方名称|开票日期|货物、应税劳务及服务|价税合计",
    ),
    fields={
        "customer_name": "购方名称|购买方名称",
        "id_number": "购方识别号|购买方识别号",
        "date": "开票日期",
        "document_no": "数电发票号码|发票号码|数电票号码",
        "product": "货物或应税劳务名称|商品名称|货物、应税劳务及服务",
        "product_code": "税收分类编码",
        "quantity": "数量",
        "amount": "价税合计",
        "staff": "开票人",
        "note": "备注",
    },
    left_out="金额|税额|税率|单价|单位|规格型号|销方名称|销方识别号|发票代码|发票状态",
)
# No program of its own: any list of lines with a document, a product and a quantity.
INVOICE_LINES: Final = mark("发票明细")
