"""The form of `edit` that changes many customers at once."""

from argparse import Namespace

from branchcrm.cli.command import Result, Session, assignments
from branchcrm.cli.many import chosen, left_out
from branchcrm.cli.own_fields import own_words
from branchcrm.domain.bulk_edit import BULK_FIELDS, BulkAction, BulkPlan, BulkStep

TAG_ACTIONS = {"tag": BulkAction.ADD_TAG, "untag": BulkAction.REMOVE_TAG}


def edit_many(session: Session, options: Namespace) -> Result:
    """Change every customer of a filter in one operation."""
    steps = _steps(session, [options.id, *options.values])
    ids = chosen(session, options)
    plan = session.services.bulk_edits.plan(ids, steps)
    operation = None
    if not options.dry_run:
        changes = session.services.bulk_edits.apply(ids, steps, session)
        operation = int(changes.operation_id)
    return {"operation": operation, **_document(session, plan)}


def _steps(session: Session, values: list[str]) -> list[BulkStep]:
    own = own_words(session)
    given = assignments(values, [*BULK_FIELDS, *TAG_ACTIONS, *own])
    steps = []
    for word, value in given.items():
        name = own.get(word, word)
        if name in TAG_ACTIONS:
            steps += [
                BulkStep(action=TAG_ACTIONS[name], value=tag) for tag in value.split(",") if tag
            ]
        elif not value:
            steps.append(BulkStep(action=BulkAction.CLEAR, field=name))
        elif name == "manager":
            person = session.services.customers.manager_of(value)
            steps.append(BulkStep(action=BulkAction.SET, field=name, value=str(int(person))))
        else:
            steps.append(BulkStep(action=BulkAction.SET, field=name, value=value))
    return steps


def _document(session: Session, plan: BulkPlan) -> dict[str, object]:
    return {
        "total": plan.total,
        "changed": plan.changed,
        "unchanged": plan.unchanged,
        "refused": left_out(session, plan.refused),
        "sample": [
            {
                "id": one.customer_id,
                "name": one.name,
                "field": one.field,
                "before": one.before,
                "after": one.after,
            }
            for one in plan.samples
        ],
    }
