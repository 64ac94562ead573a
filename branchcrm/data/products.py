"""The products of the book."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from branchcrm.data.tables import customer_transaction, product
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import ProductId
from branchcrm.domain.names import search_key
from branchcrm.domain.product import OTHER_LINE, Product, ProductDraft
from branchcrm.domain.wording import mark, say
from branchcrm.reference.chinese_script import simplify

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

PRODUCT_WORD = mark("产品")


def product_key(name: str) -> str:
    """Give the form in which two spellings of a product's name are the same."""
    return search_key(name, simplify)


class ProductRepository:
    """Reads and writes products."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def add(self, draft: ProductDraft) -> ProductId:
        """Create a product."""
        values = _columns(draft) | {"is_active": True}
        return ProductId(self._work.rows.insert(product, values))

    def change(self, product_id: ProductId, draft: ProductDraft) -> bool:
        """Change a product; tell whether anything was different."""
        return self._work.rows.update(product, product_id, _columns(draft))

    def set_active(self, product_id: ProductId, *, is_active: bool) -> bool:
        """Offer a product for new transactions, or no longer."""
        return self._work.rows.update(product, product_id, {"is_active": is_active})

    def get(self, product_id: ProductId) -> Product:
        """Give one product.

        Raises:
            NotFoundError: there is no such product.
        """
        row = self._connection.execute(_with_counts().where(product.c.id == product_id)).first()
        if row is None:
            raise NotFoundError(what=say(PRODUCT_WORD), key=str(product_id))
        return _product(row)

    def all(self, *, with_inactive: bool = False) -> list[Product]:
        """List products with the number of their transactions, by line and name."""
        query = _with_counts().order_by(product.c.line, product.c.name_key, product.c.id)
        if not with_inactive:
            query = query.where(product.c.is_active == 1)
        return [_product(row) for row in self._connection.execute(query).all()]

    def find(self, text: str) -> ProductId | None:
        """Give the product of a code or a name, in any spelling of it."""
        if not text.strip():
            return None
        by_code = select(product.c.id).where(product.c.code == text.strip())
        by_name = select(product.c.id).where(product.c.name_key == product_key(text))
        for query in (by_code, by_name):
            found = self._connection.execute(query.order_by(product.c.id).limit(1)).scalar()
            if found is not None:
                return ProductId(int(found))
        return None

    def holder_of_code(self, code: str) -> ProductId | None:
        """Give the product that has a code."""
        found = self._connection.execute(select(product.c.id).where(product.c.code == code))
        row = found.first() if code else None
        return None if row is None else ProductId(int(row[0]))

    def find_or_add(self, name: str, line: str = OTHER_LINE, code: str = "") -> ProductId | None:
        """Give the product of a code or name, made where the book does not know it."""
        known = self.find(code) or self.find(name)
        if known is not None or not (name.strip() or code.strip()):
            return known
        return self.add(ProductDraft(name=name.strip() or code.strip(), code=code, line=line))

    def keys(self) -> Mapping[str, ProductId]:
        """Give every product by its code and by the key of its name, for long imports."""
        rows = self._connection.execute(
            select(product.c.id, product.c.code, product.c.name_key).order_by(product.c.id.desc())
        ).all()
        by_name = {row.name_key: ProductId(row.id) for row in rows}
        return by_name | {row.code: ProductId(row.id) for row in rows if row.code}

    def names(self, ids: Sequence[int]) -> dict[int, str]:
        """Give the names of products by id."""
        query = select(product.c.id, product.c.name).where(product.c.id.in_(list(ids)))
        return {int(row.id): str(row.name) for row in self._connection.execute(query).all()}


def _columns(draft: ProductDraft) -> dict[str, object]:
    return {
        "name": draft.name,
        "name_key": product_key(draft.name),
        "code": draft.code or None,
        "line": draft.line,
    }


def _with_counts() -> Any:  # noqa: ANN401 - a SELECT of mixed columns
    count = (
        select(func.count())
        .where(
            customer_transaction.c.product_id == product.c.id,
            customer_transaction.c.removed_at.is_(None),
        )
        .scalar_subquery()
    )
    return select(product, count.label("transactions"))


def _product(row: Row[Any]) -> Product:
    return Product(
        id=ProductId(row.id),
        name=row.name,
        code=row.code or "",
        line=row.line,
        is_active=bool(row.is_active),
        transactions=row.transactions,
    )
