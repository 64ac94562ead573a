"""Fills the command palette: places and commands of the rooms, customers of the book."""

from collections.abc import Callable, Sequence
from functools import partial

from branchcrm.domain.wording import mark
from ui.kit.page import Navigator, PageContext, PageSpec
from ui.kit.translation import page_title, translate
from ui.room import Command
from ui.shell.palette import PaletteSources
from ui.shell.palette_entry import ACTIONS, CUSTOMERS, PLACES, PaletteEntry
from ui.shell.session import FoundCustomer


class Sources:
    """Builds the lines of the palette from what the window knows."""

    def __init__(
        self,
        context: PageContext,
        pages: Sequence[PageSpec],
        commands: Sequence[Command],
        find: Callable[[str], Sequence[FoundCustomer]],
    ) -> None:
        """Keep the listed pages and commands, and how customers are found."""
        self._context = context
        self._pages = pages
        self._commands = commands
        self._find = find

    def as_sources(self) -> PaletteSources:
        """Give the three functions that the palette asks."""
        return PaletteSources(
            commands=self.commands, customers=self.customers, about=about_customer
        )

    def commands(self) -> list[PaletteEntry]:
        """Give every command and every place."""
        actions = [
            PaletteEntry(
                section=ACTIONS,
                icon=command.icon,
                text=translate(command.text),
                run=partial(command.run, self._context),
                keys=command.keys,
                words=command.words,
            )
            for command in self._commands
        ]
        return actions + [self._place(spec) for spec in self._pages]

    def customers(self, query: str) -> list[PaletteEntry]:
        """Find customers; runs off the main thread."""
        return [self._customer(found) for found in self._find(query)]

    def _place(self, spec: PageSpec) -> PaletteEntry:
        keys = ("Alt", str(spec.alt_number)) if spec.alt_number else ()
        return PaletteEntry(
            section=PLACES,
            icon=spec.icon,
            text=page_title(spec.title),
            run=partial(self._context.navigator.open_page, spec.key),
            keys=keys,
            words=(spec.key, spec.title),
        )

    def _customer(self, found: FoundCustomer) -> PaletteEntry:
        navigator = self._context.navigator
        return PaletteEntry(
            section=CUSTOMERS,
            icon="user",
            text=found.name,
            run=_CustomerStep(navigator, found),
            run_other=partial(navigator.log_interaction, found.customer_id),
            tier=found.tier,
            meta=found.facts,
            matched=found.matched,
        )


class _CustomerStep:
    """Opens the customer of a line, and remembers who that is."""

    def __init__(self, navigator: Navigator, found: FoundCustomer) -> None:
        self.navigator = navigator
        self.found = found

    def __call__(self) -> None:
        self.navigator.open_customer(self.found.customer_id)


def about_customer(entry: PaletteEntry) -> list[PaletteEntry]:
    """Give what can be done with the first customer found."""
    step = entry.run
    if not isinstance(step, _CustomerStep):
        return []
    section = translate(mark("对“{name}”")).format(name=step.found.name)
    steps = (
        (mark("记互动"), "note-pencil", step.navigator.log_interaction, "I"),
        (mark("安排回访"), "calendar-plus", step.navigator.schedule_visit, "V"),
        (mark("登记投诉"), "megaphone-simple", step.navigator.log_complaint, "T"),
        (mark("打印客户卡"), "printer", partial(_print_card, step.navigator), "Ctrl P"),
    )
    return [
        PaletteEntry(
            section=section,
            icon=icon,
            text=translate(text),
            run=partial(run, step.found.customer_id),
            keys=tuple(key.split()),
        )
        for text, icon, run, key in steps
    ]


def _print_card(navigator: Navigator, customer_id: int) -> None:
    navigator.open_page("paper", customer_id=customer_id)
