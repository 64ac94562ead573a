"""Commands that key in transactions and keep the product list."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, fields, replace

from branchcrm.cli.command import Command, Result, Session, assignments
from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import TransactionId
from branchcrm.domain.product import Product, ProductDraft
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.domain.wording import mark, say

TRANSACTION_NAMES = tuple(field.name for field in fields(TransactionDraft))
PRODUCT_NAMES = tuple(field.name for field in fields(ProductDraft))
PRODUCT_ACTIONS = ("list", "add", "edit", "retire", "offer")
TRANSACTION_WORD = mark("交易")
PRODUCT_WORD = mark("产品")


@dataclass(frozen=True, slots=True)
class TransactionKindOfRecord:
    """Transactions: keys are ids; adding one needs `customer=`."""

    def add(self, session: Session, values: list[str]) -> Changes:
        """Key in a transaction."""
        given = assignments(values, ["customer", *TRANSACTION_NAMES])
        customers = session.services.customers
        customer_id = customers.id_of(given.pop("customer", ""))
        return session.services.transactions.add(customer_id, TransactionDraft(**given))

    def edit(self, session: Session, key: str, values: list[str]) -> Changes:
        """Correct a transaction."""
        transactions, number = session.services.transactions, _transaction_id(key)
        given = assignments(values, TRANSACTION_NAMES)
        return transactions.edit(number, replace(transactions.draft_of(number), **given))

    def remove(self, session: Session, key: str) -> Changes:
        """Move a transaction into the recycle bin."""
        return session.services.transactions.remove(_transaction_id(key))

    def restore(self, session: Session, key: str) -> Changes:
        """Bring a transaction back."""
        return session.services.transactions.restore(_transaction_id(key))


@dataclass(frozen=True, slots=True)
class ProductKindOfRecord:
    """Products: keys are ids, codes or names; removing one means to offer it no longer."""

    def add(self, session: Session, values: list[str]) -> Changes:
        """Create a product."""
        given = assignments(values, PRODUCT_NAMES)
        return session.services.products.add(ProductDraft(**given))

    def edit(self, session: Session, key: str, values: list[str]) -> Changes:
        """Change a product."""
        kept = _product(session, key)
        draft = ProductDraft(name=kept.name, code=kept.code, line=kept.line)
        given = assignments(values, PRODUCT_NAMES)
        return session.services.products.edit(kept.id, replace(draft, **given))

    def remove(self, session: Session, key: str) -> Changes:
        """Offer a product no longer."""
        return session.services.products.retire(_product(session, key).id)

    def restore(self, session: Session, key: str) -> Changes:
        """Offer a product again."""
        return session.services.products.offer_again(_product(session, key).id)


def _transaction_id(key: str) -> TransactionId:
    if not key.isdigit():
        raise NotFoundError(what=say(TRANSACTION_WORD), key=key)
    return TransactionId(int(key))


def _product(session: Session, key: str) -> Product:
    for kept in session.services.products.all(with_inactive=True):
        if key in (str(kept.id), kept.code, kept.name):
            return kept
    raise NotFoundError(what=say(PRODUCT_WORD), key=key)


def _transaction_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE")
    parser.add_argument("--reverse", type=int, metavar="ID", help="take back a transaction")


def _transaction(session: Session, options: Namespace) -> Result:
    services = session.services
    customer_id = services.customers.id_of(options.customer)
    if options.reverse is not None:
        number = TransactionId(options.reverse)
        if services.transactions.get(number).customer_id != customer_id:
            raise NotFoundError(what=say(TRANSACTION_WORD), key=str(number))
        changes = services.transactions.reverse(number)
    else:
        draft = TransactionDraft(**assignments(options.values, TRANSACTION_NAMES))
        changes = services.transactions.add(customer_id, draft)
    return {
        "operation": int(changes.operation_id),
        "id": changes.only_id(Aspect.TRANSACTION),
    }


def _products_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", default="list", choices=PRODUCT_ACTIONS)
    parser.add_argument("product", nargs="?", default="", metavar="PRODUCT")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE")


def _products(session: Session, options: Namespace) -> Result:
    if options.action == "list":
        listed = session.services.products.all(with_inactive=True)
        rows = [
            {
                "id": int(kept.id),
                "code": kept.code,
                "name": kept.name,
                "line": kept.line,
                "active": kept.is_active,
                "transactions": kept.transactions,
            }
            for kept in listed
        ]
        return {"total": len(rows), "rows": rows}
    kind = ProductKindOfRecord()
    if options.action == "add":
        given = [options.product, *options.values] if options.product else options.values
        changes = kind.add(session, given)
    elif options.action == "edit":
        changes = kind.edit(session, options.product, options.values)
    else:
        act = kind.remove if options.action == "retire" else kind.restore
        changes = act(session, options.product)
    return {"operation": int(changes.operation_id), "id": changes.only_id(Aspect.PRODUCT)}


COMMANDS = [
    Command(
        name="transaction",
        help="key in a customer's transaction",
        arguments=_transaction_arguments,
        run=_transaction,
    ),
    Command(
        name="products",
        help="keep the product list",
        arguments=_products_arguments,
        run=_products,
    ),
]
