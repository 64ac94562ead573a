"""The command of saved views: list them, keep one, rename or take one away."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from branchcrm.cli.command import Command, Result, Session
from branchcrm.cli.filters import (
    SORT_HELP,
    WHERE_HELP,
    UnknownColumnError,
    column_keys,
    read_order,
)
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerOrder
from branchcrm.domain.errors import BranchCrmError, NotFoundError
from branchcrm.domain.filter_text import filter_text
from branchcrm.domain.filter_words import tongue_of
from branchcrm.domain.list_order import ALERTS
from branchcrm.domain.ready_view import READY_VIEWS
from branchcrm.domain.saved_view import SavedView, ViewColumn, ViewDraft
from branchcrm.domain.wording import mark, say
from branchcrm.services.views import VIEW_WORD


class ViewArgumentError(BranchCrmError):
    """An action on a view without the name it needs."""

    happened = mark("没有执行：{action} 后面要写视图名称")
    kept = ""
    remedy = mark("如 views {action} 名称")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", default="list", choices=list(_ACTIONS))
    parser.add_argument("name", nargs="?", default="", metavar="NAME")
    parser.add_argument("--where", default=None, metavar="FILTER", help=WHERE_HELP)
    parser.add_argument("--to", default="", metavar="NAME", help="the new name, for rename")
    parser.add_argument("--columns", default="", metavar="KEY,…", help="columns in their order")
    parser.add_argument("--sort", default="", metavar="[-]FIELD", help=SORT_HELP)
    parser.add_argument("--shared", action="store_true", help="for everybody: needs the right")
    parser.add_argument("--pin", action="store_true", help="show it in the rail of the window")


def _run(session: Session, options: Namespace) -> Result:
    if options.action != "list" and not options.name.strip():
        raise ViewArgumentError(action=options.action)
    return _ACTIONS[options.action](session, options)


def _list(session: Session, _options: Namespace) -> Result:
    tongue = tongue_of(session.options.lang or "zh_CN")
    services = session.services
    ready = [
        {
            "name": view.key,
            "label": session.translate(view.label),
            "where": filter_text(services.views.filter_of(view.key).where, tongue),
        }
        for view in READY_VIEWS.values()
    ]
    saved = [_document(session, view) for view in services.views.all()]
    return {"ready": ready, "views": saved, "total": len(saved)}


def _document(session: Session, view: SavedView) -> dict[str, object]:
    draft, tongue = view.draft, tongue_of(session.options.lang or "zh_CN")
    return {
        "id": int(view.id),
        "name": view.name,
        "where": filter_text(session.services.filters.read(draft.condition), tongue),
        "owner": view.owner,
        "shared": draft.is_shared,
        "pinned": draft.is_pinned,
        "columns": [one.key for one in draft.columns],
        "sort": draft.sort_key,
        "descending": draft.is_descending,
    }


def _save(session: Session, options: Namespace) -> Result:
    """Keep a new view, or save over one's own of the name."""
    service = session.services.views
    known = service.named(options.name)
    draft = replace(
        known.draft if known else ViewDraft(),
        name=options.name,
        columns=_columns(session, options.columns) or (known.draft.columns if known else ()),
    )
    if options.where is not None:
        draft = replace(draft, condition=options.where)
    if options.sort:
        order = read_order(session, options.sort, CustomerOrder())
        key = order.by.key if order.by is not None else str(order.column)
        draft = replace(draft, sort_key=key, is_descending=order.is_descending)
    if options.shared or options.pin:
        is_shared, is_pinned = options.shared or draft.is_shared, options.pin or draft.is_pinned
        draft = replace(draft, is_shared=is_shared, is_pinned=is_pinned)
    session.services.filters.read(draft.condition)
    changes = service.save_over(known.id, draft) if known else service.add(draft)
    ids = changes.ids.get(Aspect.VIEW) or ()
    number = int(known.id) if known else ids[0]
    return {"operation": int(changes.operation_id), "id": number}


def _columns(session: Session, words: str) -> tuple[ViewColumn, ...]:
    keys = [word.strip() for word in words.split(",") if word.strip()]
    known = [*column_keys(session), ALERTS]
    for key in keys:
        if key not in known:
            raise UnknownColumnError(key=key, columns=", ".join(known))
    return tuple(ViewColumn(key=key) for key in keys)


def _rename(session: Session, options: Namespace) -> Result:
    view = _known(session, options.name)
    changes = session.services.views.save_over(view.id, replace(view.draft, name=options.to))
    return {"operation": int(changes.operation_id), "id": int(view.id)}


def _remove(session: Session, options: Namespace) -> Result:
    view = _known(session, options.name)
    changes = session.services.views.remove(view.id)
    return {"operation": int(changes.operation_id), "id": int(view.id)}


def _known(session: Session, name: str) -> SavedView:
    view = session.services.views.named(name)
    if view is None:
        raise NotFoundError(what=say(VIEW_WORD), key=name)
    return view


_ACTIONS: Final[dict[str, Callable[[Session, Namespace], Result]]] = {
    "list": _list,
    "save": _save,
    "rename": _rename,
    "remove": _remove,
}

COMMANDS = [
    Command(name="views", help="list and keep views of customers", arguments=_arguments, run=_run)
]
