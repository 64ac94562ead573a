"""Which module holds which command, so that one run loads only what it needs."""

from importlib import import_module

from branchcrm.cli.command import Command

ROOMS = {
    "branchcrm.cli.transactions": ("transaction", "products"),
    "branchcrm.cli.visits": ("log", "visit", "visits", "visit-done", "visit-move"),
    "branchcrm.cli.book": ("init",),
    "branchcrm.cli.customers": ("search", "customers", "show"),
    "branchcrm.cli.views": ("views",),
    "branchcrm.cli.records": ("add", "edit", "remove", "restore-removed"),
    "branchcrm.cli.own_fields": ("fields",),
    "branchcrm.cli.staff": ("users",),
    "branchcrm.cli.backup": ("backup", "restore"),
    "branchcrm.cli.complaints": ("complain", "complaint", "complaints"),
    "branchcrm.cli.calendar": ("calendar",),
    "branchcrm.cli.demo": ("demo",),
    "branchcrm.cli.tiers": ("tiers", "retier", "explain"),
    "branchcrm.cli.tier_views": ("migration", "fairness", "layers"),
    "branchcrm.cli.tier_offers": ("wallet", "incentive"),
    "branchcrm.cli.analyses": ("analyse",),
    "branchcrm.cli.exchange": ("inspect", "import", "export", "template"),
    "branchcrm.cli.letters": ("letters",),
    "branchcrm.cli.locked_books": ("import-edits",),
    "branchcrm.cli.reports": ("report",),
    "branchcrm.cli.policies": ("policy", "override"),
    "branchcrm.cli.lifecycle": ("stages", "pool", "hand-over"),
    "branchcrm.cli.duplicates": ("duplicates", "merge"),
    "branchcrm.cli.purges": ("purge", "retention"),
    "branchcrm.cli.people": ("consent", "relate"),
    "branchcrm.cli.history": ("history", "restore-value", "undo", "redo", "verify"),
}


def commands(wanted: str | None) -> list[Command]:
    """Give the commands of the room that holds the wanted one, or every command."""
    rooms = [room for room, names in ROOMS.items() if wanted in names] or list(ROOMS)
    return [command for room in rooms for command in import_module(room).COMMANDS]


def names() -> set[str]:
    """Give the names of every command."""
    return {name for room in ROOMS.values() for name in room}
