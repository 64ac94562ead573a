"""What the complaints offer to the window: page, form, commands, counts, pictures."""

from collections.abc import Mapping

from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintTab
from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Later, NavCount, Room

PAGE = "complaints"
ALT_NUMBER = 4


def rail_counts(context: PageContext) -> Mapping[str, NavCount]:
    """Count the open complaints; red when one of them is due within a day."""
    counts = context.services.complaints.counts(ComplaintFilter())
    opened = counts[ComplaintTab.OPEN]
    text = context.formats.count(opened) if opened else ""
    return {PAGE: NavCount(text, is_urgent=counts[ComplaintTab.DUE_SOON] > 0)}


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("投诉"),
            icon="ph.megaphone-simple",
            alt_number=ALT_NUMBER,
            factory=Later("ui.complaints.page", "ComplaintPage"),
        ),
    ),
    forms={"complaint": Later("ui.complaints.intake_dialog", "open_intake")},
    counts=rail_counts,
    pictures="ui.complaints.pictures",
)
