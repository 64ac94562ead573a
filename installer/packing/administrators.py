"""Makes the package by which administrators set the program up for everybody on a machine.

All words in it are ASCII: wixl breaks off at others.
"""

import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid5

from packing.settings import Build
from packing.tools import run, say, tool

NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
# Windows knows by it that a newer package takes the older one's place: never change it.
FAMILY = UUID("6f0f3c58-2f3b-4d0e-9a53-0d3c3b1f5a10")
SIMPLIFIED_CHINESE = "2052"
NEWER_IS_THERE = "A newer version is installed."
TABLES = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".ods", ".vcf")
# The link carries the program's own name: taskbar button and link are then one.
LINK_NAME = "System.AppUserModel.ID"


def has_msi_tools() -> bool:
    """Tell whether the package can be made here: its tools exist for Linux alone."""
    return bool(shutil.which("wixl") and shutil.which("msibuild"))


def make_msi(build: Build) -> Path:
    """Pack the folder into one package for all users of a machine."""
    say("· package for administrators")
    # wixl finds files below the folder of its plan alone.
    plan = build.folder.with_suffix(".wxs")
    plan.write_bytes(ET.tostring(plan_of(build), encoding="utf-8", xml_declaration=True))
    target = build.out / f"{build.program.name}-{build.version}.msi"
    target.unlink(missing_ok=True)
    run([tool("wixl", package="wixl"), "-a", "x64", "-o", target, plan])
    plan.unlink()
    _name_links(build, target)
    return target


def plan_of(build: Build) -> ET.Element:
    """Write what the package holds: every folder with its files, links and file kinds."""
    ET.register_namespace("", NAMESPACE)
    program = build.program
    root = ET.Element(f"{{{NAMESPACE}}}Wix")
    product = _add(
        root,
        "Product",
        Id="*",
        Name=program.name,
        Language=SIMPLIFIED_CHINESE,
        Version=build.version,
        Manufacturer=program.publisher,
        UpgradeCode=_braced(FAMILY),
    )
    _add(product, "Package", InstallerVersion="500", Compressed="yes", InstallScope="perMachine")
    _add(product, "MajorUpgrade", DowngradeErrorMessage=NEWER_IS_THERE)
    _add(product, "Media", Id="1", Cabinet="program.cab", EmbedCab="yes")
    _add(product, "Icon", Id="app.ico", SourceFile=f"{build.folder.name}/app.ico")
    _add(product, "Property", Id="ARPPRODUCTICON", Value="app.ico")
    _add(product, "Property", Id="ARPNOMODIFY", Value="1")
    top = _add(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    files = _add(top, "Directory", Id="ProgramFiles64Folder")
    folder = _add(files, "Directory", Id="INSTALLDIR", Name=program.name)
    menu = _add(top, "Directory", Id="ProgramMenuFolder")
    feature = _add(product, "Feature", Id="All", Level="1")
    parts = [*_folders(folder, build.folder, program.name), _entries(folder, menu, build)]
    for component in parts:
        _add(feature, "ComponentRef", Id=component)
    return root


def _folders(parent: ET.Element, folder: Path, top: str, inner: str = "") -> Iterator[str]:
    """Add a folder with its files, and every folder below; each goes away with the program.

    Windows Installer removes a folder by itself only where the last component in it was removed,
    which a folder of nothing but folders never has: every folder is therefore named.
    """
    name = f"part_{uuid5(FAMILY, inner).hex}"
    part = _add(parent, "Component", Id=name, Guid=_braced(uuid5(FAMILY, inner)), Win64="yes")
    _add(part, "CreateFolder")
    _add(part, "RemoveFolder", Id=f"leave_{uuid5(FAMILY, inner).hex}", On="uninstall")
    for path in sorted(folder.iterdir()):
        place = f"{inner}/{path.name}"
        mark = uuid5(FAMILY, place).hex
        if path.is_dir():
            below = _add(parent, "Directory", Id=f"folder_{mark}", Name=path.name)
            yield from _folders(below, path, top, place)
        else:
            _add(part, "File", Id=f"file_{mark}", Name=path.name, Source=f"{top}{place}")
    yield name


def _entries(folder: ET.Element, menu: ET.Element, build: Build) -> str:
    """Add the link in the start menu and what Windows is told of our file kinds."""
    program = build.program
    window = f"[INSTALLDIR]{program.window}"
    part = _add(
        folder, "Component", Id="entries", Guid=_braced(uuid5(FAMILY, "entries")), Win64="yes"
    )
    _add(
        part,
        "Shortcut",
        Id="link",
        Directory=menu.get("Id", ""),
        Name=program.name,
        Target=window,
        WorkingDirectory="INSTALLDIR",
        Icon="app.ico",
        IconIndex="0",
    )
    kind = f"{program.name}.Backup"
    opening = f'"{window}" "%1"'
    listed = rf"Software\Classes\Applications\{program.window}"
    values = [
        (r"Software\Classes\.crmbackup", "", kind),
        (rf"Software\Classes\{kind}", "", f"{program.name} backup"),
        (rf"Software\Classes\{kind}\DefaultIcon", "", "[INSTALLDIR]app.ico"),
        (rf"Software\Classes\{kind}\shell\open\command", "", opening),
        (listed, "FriendlyAppName", program.name),
        (rf"{listed}\shell\open\command", "", opening),
        *((rf"{listed}\SupportedTypes", ending, "") for ending in TABLES),
    ]
    for place, (key, name, value) in enumerate(values):
        facts = {"Root": "HKLM", "Key": key, "Type": "string", "Value": value}
        if name:
            facts["Name"] = name
        if not place:
            facts["KeyPath"] = "yes"
        _add(part, "RegistryValue", **facts)
    return "entries"


def _name_links(build: Build, target: Path) -> None:
    """Add the one table that wixl does not know."""
    maker = tool("msibuild", package="msitools")
    table = (
        "CREATE TABLE `MsiShortcutProperty` (`MsiShortcutProperty` CHAR(72) NOT NULL,"
        " `Shortcut_` CHAR(72) NOT NULL, `PropertyKey` CHAR(255) NOT NULL,"
        " `PropVariantValue` CHAR(255) NOT NULL PRIMARY KEY `MsiShortcutProperty`)"
    )
    row = (
        "INSERT INTO `MsiShortcutProperty` (`MsiShortcutProperty`, `Shortcut_`,"  # noqa: S608 - ours
        f" `PropertyKey`, `PropVariantValue`) VALUES ('link', 'link', '{LINK_NAME}',"
        f" '{build.program.id}')"
    )
    run([maker, target, "-q", table, row])


def _add(parent: ET.Element, tag: str, **facts: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{NAMESPACE}}}{tag}", facts)


def _braced(number: UUID) -> str:
    return f"{{{str(number).upper()}}}"
