"""What the foot of the wizard says in each step, and what its button does next."""

from dataclasses import dataclass

from branchcrm.domain.wording import mark
from branchcrm.services.import_check import ImportCheck
from ui.exchange.check_step import CheckStep
from ui.exchange.known_step import KnownStep
from ui.exchange.mapping_step import MappingStep
from ui.exchange.wizard_frame import CHECK, KNOWN, MAPPING
from ui.kit.formats import Formats
from ui.kit.translation import translate


@dataclass(frozen=True, slots=True)
class Foot:
    """The words, the button, and whether it may be pressed."""

    text: str
    forward: str
    is_ready: bool = True


class FootWords:
    """Reads the steps and puts them into words."""

    def __init__(
        self, formats: Formats, mapping: MappingStep, check: CheckStep, known: KnownStep
    ) -> None:
        """Look at the steps of one wizard."""
        self._formats = formats
        self._mapping = mapping
        self._check = check
        self._known = known

    def of(self, view: int, checked: ImportCheck | None) -> Foot | None:
        """Give the foot of a step; other views have none."""
        if view == MAPPING:
            is_ready = not self._mapping.lacking()
            return Foot(self._mapping.summary(), translate(mark("下一步：校验")), is_ready)
        if view == CHECK:
            return self._of_check(checked)
        return self._of_known(checked) if view == KNOWN else None

    def _of_check(self, checked: ImportCheck | None) -> Foot:
        if self._check.has_unchecked_edits:
            return Foot(translate(mark("修改过的格子要重新校验")), translate(mark("重新校验")))
        rejected = checked.outcome.counts.rejected if checked else 0
        is_ready = importable(checked) > 0
        if not rejected:
            return Foot("", translate(mark("下一步")), is_ready)
        words = translate(mark("有错误的 {count} 行不会导入，可导出修改后再次导入"))
        text = words.format(count=self._formats.count(rejected))
        return Foot(text, translate(mark("跳过错误，下一步")), is_ready)

    def _of_known(self, checked: ImportCheck | None) -> Foot:
        count = self._formats.count(importable(checked))
        text = translate(mark("处理完后导入 {count} 行")).format(count=count)
        importing = translate(mark("导入 {count} 行")).format(count=count)
        following = translate(mark("确认这一位，下一位"))
        return Foot(text, importing if self._known.is_last else following)


def importable(checked: ImportCheck | None) -> int:
    """Count the rows that an import would take."""
    counts = checked.outcome.counts if checked else None
    return counts.rows - counts.rejected - counts.skipped if counts else 0
