"""What a line of the day says: its word, icon, when, what for, and its right end."""

from dataclasses import dataclass

from branchcrm.domain.complaint_deadline import DEADLINE_LABELS
from branchcrm.domain.today import BirthdayRow, Duty, DutyKind, DutySection
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats, Toned
from ui.kit.translation import translate
from ui.visits.contact_words import CHANNEL_ICONS, visit_word


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyWords:
    """The texts of one line."""

    when: Toned
    icon: str
    word: str
    purpose: str
    right: Toned

    def spoken(self, duty: Duty) -> str:
        """Give the whole line for screen readers."""
        parts = (self.when.text, self.word, duty.customer, self.purpose, self.right.text)
        return "，".join(part for part in parts if part)


def words_of(duty: Duty, formats: Formats, full_phone: str = "") -> DutyWords:
    """Give the texts of a line; a full phone takes the place of the masked one."""
    if duty.visit is not None:
        return DutyWords(
            when=formats.due(duty.day, duty.at),
            icon=CHANNEL_ICONS[duty.visit.channel],
            word=visit_word(duty.visit.channel),
            purpose=duty.visit.purpose,
            right=Toned(full_phone or duty.visit.phone, "strong" if full_phone else ""),
        )
    if duty.complaint is not None:
        nearest = duty.complaint.nearest
        is_late = duty.section is DutySection.OVERDUE
        label = "" if nearest is None else translate(DEADLINE_LABELS[nearest.kind])
        return DutyWords(
            when=formats.due(duty.day, duty.at) if not is_late else Toned(_late(), "danger"),
            icon="ph.megaphone-simple",
            word=translate(mark("投诉")),
            purpose=f"{duty.complaint.number} {label}".strip(),
            right=formats.countdown(None if nearest is None else nearest.at),
        )
    row = duty.birthday
    return DutyWords(
        when=formats.due(duty.day),
        icon="ph.cake",
        word=translate(mark("生日")),
        purpose="" if row is None else age_words(row),
        right=Toned("" if row is None else row.phone),
    )


def age_words(row: BirthdayRow) -> str:
    """Give the age, and the lunar day where the birthday is kept by it."""
    age = "" if row.age is None else translate(mark("{years} 岁")).format(years=row.age)
    return "  ".join(part for part in (age, row.lunar) if part)


def can_be_done(duty: Duty) -> bool:
    """Tell whether the line is ticked off right here."""
    return duty.kind is DutyKind.VISIT


def _late() -> str:
    return translate(mark("已逾期"))
