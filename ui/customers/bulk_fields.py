"""The fields of a bulk change: what is left empty stays as it is."""

from collections.abc import Iterable, Sequence

from branchcrm.domain.bulk_edit import BULK_FIELDS, NEVER_EMPTY, label_of
from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.customer import STAGE_LABELS
from branchcrm.domain.own_field import OwnField, OwnKind
from branchcrm.domain.staff import Staff
from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.wording import mark
from ui.customers.customer_words import heading
from ui.customers.form_fields import SOURCES
from ui.customers.own_form import own_options
from ui.kit.choices import Option
from ui.kit.form_field import Field, FieldKind
from ui.kit.translation import translate


def bulk_fields(
    people: Sequence[Staff], own: Sequence[OwnField], *, may_hand_over: bool
) -> list[Field]:
    """Give the fields in reading order, the branch's own last; the account manager by right."""
    choices: dict[str, list[Option]] = {
        "manager": [Option(str(int(one.id)), one.name) for one in people],
        "stage": [Option(key.value, translate(words)) for key, words in STAGE_LABELS.items()],
        "source": [Option(translate(words), translate(words)) for words in SOURCES],
        "gender": [Option(key.value, translate(words)) for key, words in GENDER_LABELS.items()],
    }
    names = [name for name in BULK_FIELDS if name != "manager" or may_hand_over]
    fields = [_field(name, choices.get(name)) for name in names] + [_own_field(o) for o in own]
    tags = [
        _tags("added_tags", mark("添加标签")),
        _tags("removed_tags", mark("移除标签")),
    ]
    emptied = [Option(name, heading(label_of(name))) for name in names if name not in NEVER_EMPTY]
    emptied += [Option(one.key, one.name) for one in own if not one.is_required]
    clearing = Field(
        key="emptied",
        label=translate(mark("清空这些项目")),
        kind=FieldKind.CHIPS,
        options=emptied,
        is_multiple=True,
        span=2,
    )
    return [*fields, *tags, clearing]


def _field(name: str, options: Iterable[Option] | None) -> Field:
    words = heading(label_of(name))
    if options is not None:
        unchanged = Option("", translate(mark("不改")))
        return Field(key=name, label=words, kind=FieldKind.CHOICE, options=(unchanged, *options))
    kind = FieldKind.DATE if name == "opened_on" else FieldKind.TEXT
    return Field(
        key=name,
        label=words,
        kind=kind,
        placeholder=translate(mark("不改")),
        leaning=Leaning.PAST,
    )


def _own_field(one: OwnField) -> Field:
    """Give an editor of texts: what was typed is read when the change is looked at."""
    unchanged = translate(mark("不改"))
    options = (Option("", unchanged), *own_options(one)) if one.has_choices else ()
    is_day = one.kind is OwnKind.DAY
    kind = FieldKind.CHOICE if options else FieldKind.DATE if is_day else FieldKind.TEXT
    return Field(key=one.key, label=one.name, kind=kind, options=options, placeholder=unchanged)


def _tags(key: str, words: str) -> Field:
    return Field(
        key=key,
        label=translate(words),
        kind=FieldKind.TAGS,
        placeholder=translate(mark("输入后按回车")),
    )
