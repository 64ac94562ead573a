"""The command of the branch's own fields: list, define, rename, change, order, retire."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from branchcrm.cli.command import Command, Result, Session, assignments
from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import KIND_LABELS, CustomerKind
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.own_field import OwnChoice, OwnField, OwnFieldDraft
from branchcrm.domain.wording import mark

VALUES = ("kind", "choices", "required", "customers", "name")
_YES = frozenset({"yes", "是", "true", "1"})


class FieldArgumentError(BranchCrmError):
    """An action on a field without what it needs."""

    happened = mark("没有执行：{action} 后面少了内容")
    remedy = mark("写法：{usage}")


class UnknownKindOfCustomerError(BranchCrmError):
    """A kind of customer that does not exist."""

    happened = mark("没有保存：没有“{text}”这种客户")
    remedy = mark("可用的名称：{names}")


def own_words(session: Session) -> dict[str, str]:
    """Give the keys of the fields in use by every word that names them on the command line."""
    fields = session.services.own_fields.in_use()
    return {word: one.key for one in fields for word in (one.name, one.key)}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", default="list", choices=list(_ACTIONS))
    parser.add_argument("name", nargs="?", default="", metavar="FIELD")
    parser.add_argument("values", nargs="*", metavar="NAME=VALUE")
    parser.add_argument("--choice", default="", metavar="TEXT", help="for rename: one choice of it")


def _run(session: Session, options: Namespace) -> Result:
    return _ACTIONS[options.action](session, options)


def _list(session: Session, _options: Namespace) -> Result:
    service = session.services.own_fields
    rows = [_document(session, one) for one in service.all()]
    return {"total": len(rows), "rows": rows}


def _document(session: Session, field: OwnField) -> dict[str, object]:
    use = session.services.own_fields.use(field.id)
    return {
        "id": int(field.id),
        "key": field.key,
        "name": field.name,
        "kind": field.kind,
        "choices": [one.text for one in field.choices if one.is_offered],
        "former_choices": [one.text for one in field.choices if not one.is_offered],
        "required": field.is_required,
        "customers": list(field.kinds),
        "retired": field.is_retired,
        "used": use.customers,
        "views": list(use.views),
    }


def _add(session: Session, options: Namespace) -> Result:
    given = assignments(options.values, VALUES)
    draft = _drafted(OwnFieldDraft(name=options.name), given)
    changes = session.services.own_fields.add(draft)
    number = session.services.own_fields.named(draft.name).id
    return {"operation": int(changes.operation_id), "id": int(number)}


def _edit(session: Session, options: Namespace) -> Result:
    kept = session.services.own_fields.named(options.name)
    given = assignments(options.values, VALUES)
    draft = _drafted(kept.draft(), given)
    return _done(session.services.own_fields.edit(kept.id, draft, kept.version), kept)


def _rename(session: Session, options: Namespace) -> Result:
    if not options.values:
        usage = "fields rename FIELD NAME [--choice TEXT]"
        raise FieldArgumentError(action=options.action, usage=usage)
    service, after = session.services.own_fields, options.values[0]
    kept = service.named(options.name)
    if options.choice:
        return _done(service.rename_choice(kept.id, options.choice, after), kept)
    return _done(service.rename(kept.id, after), kept)


def _retire(session: Session, options: Namespace) -> Result:
    kept = session.services.own_fields.named(options.name)
    return _done(session.services.own_fields.retire(kept.id), kept)


def _restore(session: Session, options: Namespace) -> Result:
    kept = session.services.own_fields.named(options.name)
    return _done(session.services.own_fields.restore(kept.id), kept)


def _order(session: Session, options: Namespace) -> Result:
    service = session.services.own_fields
    named = [service.named(word).id for word in (options.name, *options.values) if word]
    if not named:
        raise FieldArgumentError(action=options.action, usage="fields order FIELD FIELD …")
    return {"operation": int(service.order(named).operation_id)}


def _done(changes: Changes, field: OwnField) -> Result:
    return {"operation": int(changes.operation_id), "id": int(field.id)}


def _drafted(draft: OwnFieldDraft, given: Mapping[str, str]) -> OwnFieldDraft:
    draft = replace(
        draft,
        name=given.get("name", draft.name),
        kind=given.get("kind", draft.kind),
    )
    if "required" in given:
        draft = replace(draft, is_required=given["required"].strip().lower() in _YES)
    if "customers" in given:
        words = _words(given["customers"])
        draft = replace(draft, kinds=tuple(_kind_of(word) for word in words))
    if "choices" in given:
        known = {one.text: one for one in draft.choices}
        texts = _words(given["choices"])
        draft = replace(
            draft, choices=tuple(known.get(text, OwnChoice(text=text)) for text in texts)
        )
    return draft


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]


def _kind_of(word: str) -> CustomerKind:
    for kind, label in KIND_LABELS.items():
        if word in {kind.value, label}:
            return kind
    names = ", ".join(f"{kind.value} {label}" for kind, label in KIND_LABELS.items())
    raise UnknownKindOfCustomerError(text=word, names=names)


_ACTIONS: Final[dict[str, Callable[[Session, Namespace], Result]]] = {
    "list": _list,
    "add": _add,
    "edit": _edit,
    "rename": _rename,
    "order": _order,
    "retire": _retire,
    "restore": _restore,
}

COMMANDS = [
    Command(
        name="fields",
        help="keep the branch's own fields of customers",
        arguments=_arguments,
        run=_run,
    )
]
