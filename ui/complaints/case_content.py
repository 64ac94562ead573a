"""What the customer asks for, and the form of the step or how the case ended."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from branchcrm.domain.complaint import Complaint
from branchcrm.domain.complaint_kind import (
    DEMAND_LABELS,
    LIABILITY_LABELS,
    OUTCOME_LABELS,
    STATE_LABELS,
)
from branchcrm.domain.complaint_list import ComplaintPortrait
from branchcrm.domain.wording import mark
from ui.complaints.step_form import StepForm
from ui.kit.formats import Formats
from ui.kit.labels import label
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice
from ui.kit.translation import spoken, translate


def case_content(
    context: PageContext, portrait: ComplaintPortrait, form: StepForm | None
) -> QWidget:
    """Build the words of a complaint above the form of its step."""
    complaint = portrait.complaint
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(24, 12, 24, 24)
    column.setSpacing(4)
    column.addWidget(label(translate(mark("客户诉求")), "label"))
    column.addWidget(label(complaint.text, wraps=True))
    demand = _demand(complaint, context.formats)
    if demand:
        words = translate(mark("诉求：{demand}")).format(demand=demand)
        column.addWidget(label(words, "meta", wraps=True))
    for notice in portrait.notices:
        column.addWidget(InlineNotice("warn", spoken(notice)))
    column.addSpacing(8)
    column.addWidget(form if form is not None else _outcome(complaint, context.formats))
    column.addStretch(1)
    return content


def _demand(complaint: Complaint, formats: Formats) -> str:
    demand = [translate(DEMAND_LABELS[complaint.demand])] if complaint.demand else []
    if complaint.amount_cents is not None:
        amount = formats.money_with_unit(complaint.amount_cents)
        demand.append(translate(mark("涉及 {amount}")).format(amount=amount))
    return " · ".join(demand)


def _outcome(complaint: Complaint, formats: Formats) -> QWidget:
    """Tell how the case ended, where nothing is left to do."""
    finding = complaint.finding
    lines = [translate(STATE_LABELS[complaint.state])]
    if finding.liability is not None:
        lines.append(translate(LIABILITY_LABELS[finding.liability]))
    if finding.outcome is not None:
        lines.append(translate(OUTCOME_LABELS[finding.outcome]))
    if finding.compensation_cents:
        lines.append(formats.money_with_unit(finding.compensation_cents))
    if finding.satisfaction is not None:
        lines.append(translate(mark("满意度 {rating}")).format(rating=finding.satisfaction))
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(InlineNotice("ok", " · ".join(lines)))
    if finding.answer:
        column.addWidget(label(translate(mark("答复内容")), "label"))
        column.addWidget(label(finding.answer, wraps=True))
    return holder
