"""The form of what a customer spends elsewhere."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.money import yuan_of
from branchcrm.domain.wallet import SOURCES, WalletDraft
from branchcrm.domain.wording import mark
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate


def open_wallet_form(context: PageContext, customer_id: CustomerId, parent: QWidget) -> EditDialog:
    """Open the form with what is known."""
    layers = context.services.tier_views.layers
    kept = layers.wallet(customer_id)

    def save(values: Mapping[str, object]) -> Changes:
        told = {key: str(value or "") for key, value in values.items()}
        return layers.keep_wallet(customer_id, WalletDraft(**told))

    form = Form(_fields(), context.formats, columns=1)
    form.set_values(
        {
            "total": "" if kept.total_cents is None else str(yuan_of(kept.total_cents)),
            "rival": "" if kept.rival_cents is None else str(yuan_of(kept.rival_cents)),
            "source": kept.source or translate(SOURCES[0]),
        }
    )
    title = translate(mark("钱包资料"))
    dialog = EditDialog(title, form, save, translate(mark("保存")), parent=parent)
    dialog.set_width(400)
    dialog.saved.connect(context.changes.publish)
    dialog.saved.connect(context.navigator.toast)
    dialog.show_for_input()
    return dialog


def _fields() -> list[Field]:
    return [
        Field(
            key="total",
            label=translate(mark("同类业务年总支出（元）")),
            help=translate(mark("客户在所有机构的合计，包括本网点")),
        ),
        Field(
            key="rival",
            label=translate(mark("其中在最大对手处（元）")),
            help=translate(mark("不知道就留空：留空不算“否”")),
        ),
        Field(
            key="source",
            label=translate(mark("来源")),
            kind=FieldKind.CHOICE,
            options=tuple(Option(source, translate(source)) for source in SOURCES),
            required=True,
        ),
    ]
