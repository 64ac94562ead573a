"""The product list: add a product, correct it, offer it no longer."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import ProductId
from branchcrm.domain.product import LINE_LABELS, Product, ProductDraft, line_label
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.kit.buttons import IconButton, primary, secondary
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.labels import Badge, ElidedLabel, label
from ui.kit.modal import ModalDialog
from ui.kit.page import PageContext
from ui.kit.translation import translate


class ProductDialog(EditDialog):
    """Adds a product or corrects one."""

    def __init__(self, context: PageContext, product: Product | None, parent: QWidget) -> None:
        """Take which product is corrected; without one, a fresh one is made."""
        self._context, self._product = context, product
        lines = [Option(key, translate(words)) for key, words in LINE_LABELS.items()]
        if product is not None and product.line not in LINE_LABELS:
            lines.append(Option(product.line, product.line))
        form = Form(
            [
                Field(key="name", label=translate(mark("产品名称")), required=True, span=2),
                Field(key="code", label=translate(mark("产品代码"))),
                Field(
                    key="line",
                    label=translate(mark("产品类别")),
                    kind=FieldKind.CHOICE,
                    options=lines,
                ),
            ],
            context.formats,
        )
        words = mark("新建产品") if product is None else mark("修改产品")
        super().__init__(translate(words), form, self._save, translate(mark("保存")), parent=parent)
        self.set_width(560)
        self.finished.connect(self.deleteLater)
        if product is not None:
            form.set_values({"name": product.name, "code": product.code, "line": product.line})

    def _save(self, values: Mapping[str, object]) -> Changes:
        texts = {key: str(value or "") for key, value in values.items()}
        products = self._context.services.products
        draft = ProductDraft(**texts)
        if self._product is None:
            return products.add(draft)
        return products.edit(self._product.id, draft)


class ProductListDialog(ModalDialog):
    """Lists every product with its line and how often it was bought."""

    def __init__(self, context: PageContext, parent: QWidget | None) -> None:
        """Show the list."""
        super().__init__(translate(mark("产品目录")), 720, parent)
        self._context = context
        self._may_edit = context.services.actor.may(Right.EDIT_TRANSACTIONS)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.add(self._holder)
        self.foot_row.addStretch(1)
        close = secondary(translate(mark("关闭")))
        close.clicked.connect(self.accept)
        self.add_button(close)
        add = primary(translate(mark("新建产品")), icon="ph.plus")
        add.clicked.connect(partial(self.open_product, None))
        add.setVisible(self._may_edit)
        self.add_button(add)
        self.finished.connect(self.deleteLater)
        context.changes.changed.connect(self._renew)
        self._renew()

    def _renew(self, _changes: object = None) -> None:
        while (entry := self._grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        products = self._context.services.products.all(with_inactive=True)
        if not products:
            words = translate(mark("还没有产品。登记交易或导入时会自动加进来"))
            self._grid.addWidget(label(words, "muted"), 0, 0)
            return
        heads = (mark("产品"), mark("代码"), mark("类别"), mark("交易"))
        for column, words in enumerate(heads):
            self._grid.addWidget(label(translate(words), "label"), 0, column)
        for place, product in enumerate(products, 1):
            self._add_row(place, product)

    def _add_row(self, place: int, product: Product) -> None:
        self._grid.addWidget(ElidedLabel(product.name), place, 0)
        self._grid.addWidget(label(product.code, "muted"), place, 1)
        self._grid.addWidget(label(translate(line_label(product.line)), "muted"), place, 2)
        count = self._context.formats.count(product.transactions)
        self._grid.addWidget(label(count, "muted"), place, 3)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if not product.is_active:
            row.addWidget(Badge(translate(mark("已停用"))))
        if self._may_edit:
            edit = IconButton("ph.pencil-simple", translate(mark("修改")), is_small=True)
            edit.clicked.connect(partial(self.open_product, product))
            row.addWidget(edit)
            row.addWidget(self._switch(product))
        self._grid.addWidget(tools, place, 4)

    def _switch(self, product: Product) -> IconButton:
        if product.is_active:
            button = IconButton("ph.prohibit", translate(mark("停用")), is_small=True)
        else:
            words = translate(mark("重新启用"))
            button = IconButton("ph.arrow-counter-clockwise", words, is_small=True)
        button.clicked.connect(partial(self._turn, product.id, is_active=product.is_active))
        return button

    def _turn(self, product_id: ProductId, *, is_active: bool) -> None:
        products = self._context.services.products
        command = products.retire if is_active else products.offer_again
        self._context.navigator.run(partial(command, product_id))

    def open_product(self, product: Product | None) -> None:
        """Open the form of a product."""
        dialog = ProductDialog(self._context, product, self)
        dialog.saved.connect(self._on_saved)
        dialog.show_for_input()

    def _on_saved(self, changes: Changes) -> None:
        self._context.changes.publish(changes)
        self._context.navigator.toast(changes)


def open_products(context: PageContext) -> None:
    """Open the product list over the window."""
    ProductListDialog(context, QApplication.activeWindow()).open()
