"""What a user can do with the branch's own fields: define, rename, order, retire, bring back."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from branchcrm.data.unit_of_work import Work
from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import FIELD_LABELS
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.filter_catalogue import BUILT_IN
from branchcrm.domain.ids import OwnFieldId
from branchcrm.domain.own_field import (
    OwnChoice,
    OwnField,
    OwnFieldDraft,
    OwnFieldUse,
    name_key,
    own_field_of,
)
from branchcrm.domain.own_field_check import (
    MOST_FIELDS,
    OwnFieldChangedError,
    TooManyOwnFieldsError,
    checked_own_field,
    require_free_name,
)
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark, say
from branchcrm.exchange.customer_fields import CUSTOMER_FIELDS
from branchcrm.reference.catalogue import LANGUAGES, load_catalogue
from branchcrm.services.context import Context, requires
from branchcrm.services.letters import LETTER_FIELDS

FIELD_WORD = mark("自定义字段")
CHOICE_WORD = mark("选项")


class OwnFieldService:
    """The use cases of the branch's own fields."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @property
    def may_define(self) -> bool:
        """Tell whether the acting person may define fields."""
        return self.context.actor.may(Right.EDIT_SETTINGS)

    @requires(Right.SEE_CUSTOMERS)
    def all(self) -> tuple[OwnField, ...]:
        """Give every field in its order, retired ones included."""
        with self.context.read() as work:
            return work.own_fields.all()

    @requires(Right.SEE_CUSTOMERS)
    def in_use(self) -> tuple[OwnField, ...]:
        """Give the fields that customers have now, in their order."""
        with self.context.read() as work:
            return work.own_fields.in_use()

    @requires(Right.SEE_CUSTOMERS)
    def named(self, word: str) -> OwnField:
        """Give the field of a name, a key or an id, retired ones included.

        Raises:
            NotFoundError: there is no such field.
        """
        fields = self.all()
        found = own_field_of(fields, word) or own_field_of(fields, f"own.{word.strip()}")
        if found is None:
            raise NotFoundError(what=say(FIELD_WORD), key=word)
        return found

    @requires(Right.SEE_CUSTOMERS)
    def use(self, field_id: OwnFieldId) -> OwnFieldUse:
        """Tell how many customers hold a value, per choice too, and which views ask for it."""
        with self.context.read() as work:
            return work.own_fields.use(work.own_fields.get(field_id))

    @requires(Right.EDIT_SETTINGS)
    def add(self, draft: OwnFieldDraft) -> Changes:
        """Define a field.

        Raises:
            InvalidDraftError: something must be changed first.
            OwnNameTakenError: another field has the name.
            OwnNameRetiredError: a retired field has it.
            TooManyOwnFieldsError: no room for another one.
        """
        checked = checked_own_field(draft)
        summary = say("新建自定义字段“{name}”", name=checked.name)
        with self.context.write("own_field.add", summary) as work:
            fields = work.own_fields.all()
            require_free_name(checked.name, fields, built_in_names())
            if len(fields) >= MOST_FIELDS:
                raise TooManyOwnFieldsError(limit=MOST_FIELDS)
            work.own_fields.add(checked)
            return work.commit()

    @requires(Right.EDIT_SETTINGS)
    def edit(self, field_id: OwnFieldId, draft: OwnFieldDraft, seen: int | None = None) -> Changes:
        """Change a definition; `seen` is the version that the person looked at.

        Values stay: a choice that is left out is kept where it is chosen, and offered no more.

        Raises:
            InvalidDraftError: something must be changed first.
            OwnNameTakenError: another field has the name.
            OwnNameRetiredError: a retired field has it.
            OwnFieldChangedError: somebody changed it meanwhile.
        """
        summary = say("修改自定义字段“{name}”", name=draft.name.strip())
        with self.context.write("own_field.edit", summary) as work:
            kept = _unchanged(work, field_id, seen)
            checked = checked_own_field(draft, kept)
            require_free_name(checked.name, work.own_fields.all(), built_in_names(), field_id)
            work.own_fields.change(field_id, checked)
            return work.commit()

    @requires(Right.EDIT_SETTINGS)
    def rename(self, field_id: OwnFieldId, name: str) -> Changes:
        """Give a field another name; values and views follow."""
        kept = self._get(field_id)
        return self.edit(field_id, replace(kept.draft(), name=name), kept.version)

    @requires(Right.EDIT_SETTINGS)
    def rename_choice(self, field_id: OwnFieldId, before: str, after: str) -> Changes:
        """Give a choice another text, on every customer who has it.

        Raises:
            NotFoundError: the field offers no such choice.
            InvalidDraftError: another choice says the same.
        """
        kept = self._get(field_id)
        draft = kept.draft()
        if not any(name_key(one.text) == name_key(before) for one in draft.choices):
            raise NotFoundError(what=say(CHOICE_WORD), key=before)
        choices = tuple(_renamed(one, before, after) for one in draft.choices)
        return self.edit(field_id, replace(draft, choices=choices), kept.version)

    @requires(Right.EDIT_SETTINGS)
    def retire(self, field_id: OwnFieldId) -> Changes:
        """Show a field nowhere any more; what customers hold in it is kept."""
        summary = say("停用自定义字段“{name}”", name=self._get(field_id).name)
        with self.context.write("own_field.retire", summary) as work:
            work.own_fields.set_retired(field_id, work.clock.now())
            return work.commit()

    @requires(Right.EDIT_SETTINGS)
    def restore(self, field_id: OwnFieldId) -> Changes:
        """Bring a retired field back, with what customers held in it."""
        summary = say("恢复自定义字段“{name}”", name=self._get(field_id).name)
        with self.context.write("own_field.restore", summary) as work:
            work.own_fields.set_retired(field_id, None)
            return work.commit()

    @requires(Right.EDIT_SETTINGS)
    def order(self, ids: Sequence[OwnFieldId]) -> Changes:
        """Put fields into an order; those that are not named follow as they stood."""
        with self.context.write("own_field.order", say("调整自定义字段的顺序")) as work:
            known = [one.id for one in work.own_fields.all()]
            named = [one for one in dict.fromkeys(ids) if one in known]
            work.own_fields.place([*named, *(one for one in known if one not in named)])
            return work.commit()

    def _get(self, field_id: OwnFieldId) -> OwnField:
        with self.context.read() as work:
            return work.own_fields.get(field_id)


@cache
def built_in_names() -> frozenset[str]:
    """Give every name that a field of the program has, in any language."""
    labels = {one.label for one in (*BUILT_IN, *CUSTOMER_FIELDS)} | set(FIELD_LABELS.values())
    spoken = {load_catalogue(language).lookup(label) for language in LANGUAGES for label in labels}
    labels |= set(LETTER_FIELDS)
    return frozenset(labels | spoken | {one.key for one in BUILT_IN} | set(FIELD_LABELS))


def _unchanged(work: Work, field_id: OwnFieldId, seen: int | None) -> OwnField:
    kept = work.own_fields.get(field_id)
    if seen is not None and kept.version != seen:
        raise OwnFieldChangedError(name=kept.name)
    return kept


def _renamed(choice: OwnChoice, before: str, after: str) -> OwnChoice:
    is_meant = name_key(choice.text) == name_key(before)
    return replace(choice, text=after) if is_meant else choice
