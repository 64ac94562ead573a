"""What a user can do with products: list them, add, rename, offer no longer."""

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import ProductId
from branchcrm.domain.product import Product, ProductDraft, checked_product
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark, say
from branchcrm.services.context import Context, requires


class ProductTakenError(BranchCrmError):
    """Another product has the code or the name."""

    happened = mark("没有保存：“{text}”已经是产品“{name}”的代码或名称")
    remedy = mark("换一个名称或代码，或直接使用已有的产品")


class ProductService:
    """The use cases of the product list."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def all(self, *, with_inactive: bool = False) -> list[Product]:
        """List products with the number of their transactions."""
        with self.context.read() as work:
            return work.products.all(with_inactive=with_inactive)

    @requires(Right.SEE_CUSTOMERS)
    def get(self, product_id: ProductId) -> Product:
        """Give one product."""
        with self.context.read() as work:
            return work.products.get(product_id)

    @requires(Right.EDIT_TRANSACTIONS)
    def add(self, draft: ProductDraft) -> Changes:
        """Create a product.

        Raises:
            InvalidDraftError: something must be changed first.
            ProductTakenError: another product has the name or the code.
        """
        kept = checked_product(draft)
        with self.context.write("product.add", say("新建产品{name}", name=kept.name)) as work:
            self._require_free(kept, work.products.find(kept.name), None)
            self._require_free(kept, work.products.holder_of_code(kept.code), None)
            work.products.add(kept)
            return work.commit()

    @requires(Right.EDIT_TRANSACTIONS)
    def edit(self, product_id: ProductId, draft: ProductDraft) -> Changes:
        """Change a product, on all its transactions.

        Raises:
            InvalidDraftError: something must be changed first.
            ProductTakenError: another product has the name or the code.
        """
        kept = checked_product(draft)
        with self.context.write("product.edit", say("修改产品{name}", name=kept.name)) as work:
            self._require_free(kept, work.products.find(kept.name), product_id)
            self._require_free(kept, work.products.holder_of_code(kept.code), product_id)
            work.products.change(product_id, kept)
            return work.commit()

    @requires(Right.EDIT_TRANSACTIONS)
    def retire(self, product_id: ProductId) -> Changes:
        """Offer a product no longer; its transactions stay as they are."""
        summary = say("停用产品{name}", name=self.get(product_id).name)
        with self.context.write("product.retire", summary) as work:
            work.products.set_active(product_id, is_active=False)
            return work.commit()

    @requires(Right.EDIT_TRANSACTIONS)
    def offer_again(self, product_id: ProductId) -> Changes:
        """Offer a product again."""
        summary = say("重新启用产品{name}", name=self.get(product_id).name)
        with self.context.write("product.offer", summary) as work:
            work.products.set_active(product_id, is_active=True)
            return work.commit()

    def _require_free(
        self, draft: ProductDraft, holder: ProductId | None, own: ProductId | None
    ) -> None:
        if holder is not None and holder != own:
            name = self.get(holder).name
            raise ProductTakenError(text=draft.code or draft.name, name=name)
