"""Commands that find customers who are one, and make one of them."""

from argparse import ArgumentParser, Namespace

from branchcrm.cli.command import Command, Result, Session
from branchcrm.cli.own_fields import own_words
from branchcrm.domain.duplicate import DuplicateGroup
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.wording import mark


class WrongChoiceError(BranchCrmError):
    """A choice is not written as FIELD=CUSTOMER."""

    happened = mark("没有合并：看不懂 {text}")
    remedy = mark("写成 字段=客户编号，例如 phone=C-000318")


def _duplicate_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, default=100)


def _duplicates(session: Session, options: Namespace) -> Result:
    groups = session.services.duplicates.scan(session)
    shown = groups[: options.limit]
    return {"total": len(groups), "groups": [_document(session, group) for group in shown]}


def _document(session: Session, group: DuplicateGroup) -> dict[str, object]:
    return {
        "score": group.score,
        "reasons": [reason.value for reason in group.reasons],
        "rows": [
            {"id": int(row.id), "code": row.code, "name": row.name, "phone": row.phone}
            for row in session.services.customers.rows(group.members)
        ],
    }


def _merge_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("customers", nargs="+", metavar="CUSTOMER", help="the first one stays")
    parser.add_argument("--keep", nargs="*", default=[], metavar="FIELD=CUSTOMER")
    parser.add_argument("--dry-run", action="store_true", help="only tell what would move")


def _merge(session: Session, options: Namespace) -> Result:
    customers = [session.services.customers.id_of(key) for key in options.customers]
    keep = dict(_choice(session, text) for text in options.keep)
    plan = session.services.merges.plan(customers, keep)
    told: dict[str, object] = {
        "id": int(plan.survivor),
        "moved": {session.translate(words): count for words, count in plan.moving.items()},
        "differs": [field.name for field in plan.fields],
    }
    if options.dry_run:
        return {"operation": None, **told}
    changes = session.services.merges.merge(customers, keep)
    return {"operation": int(changes.operation_id), **told}


def _choice(session: Session, text: str) -> tuple[str, CustomerId]:
    field, sign, key = text.partition("=")
    if not sign:
        raise WrongChoiceError(text=text)
    fields = {"manager": "manager_id", **own_words(session)}
    return fields.get(field, field), session.services.customers.id_of(key)


COMMANDS = [
    Command(
        name="duplicates",
        help="find customers who may be one",
        arguments=_duplicate_arguments,
        run=_duplicates,
    ),
    Command(name="merge", help="make one of customers", arguments=_merge_arguments, run=_merge),
]
