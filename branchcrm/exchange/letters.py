"""Writes letters from a Word template: fields checked first, filled in without running code."""

import copy
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.enum.text import WD_BREAK
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import listed, mark
from branchcrm.exchange.target import replacing

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_MOST_BYTES: Final = 20 << 20
_MOST_UNPACKED: Final = 100 << 20


class LetterTemplateError(BranchCrmError):
    """A template that is no Word document, or is too large."""

    happened = mark("没有生成信函：{file} 不是能用的 Word 文档（.docx）")
    remedy = mark("在 Word 里另存为 .docx 后再试，或从示例模板改起")


class UnknownFieldsError(BranchCrmError):
    """A template that asks for fields which letters do not have."""

    happened = mark("没有生成信函：模板里有不认识的字段：{fields}")
    remedy = mark("可用的字段：{known}")


class BadTemplateError(BranchCrmError):
    """A template whose marks cannot be read, or that asks for what letters may not do."""

    happened = mark("没有生成信函：模板 {file} 里的花括号写法有误")
    remedy = mark("字段写成 {example}，不要带公式")


class LetterTemplate:
    """A Word template, read once; fields are marked by double braces."""

    def __init__(self, path: Path) -> None:
        """Read the template.

        Raises:
            LetterTemplateError: it is no Word document.
        """
        self.path = path
        self._bytes = _checked(path)
        self._environment = ImmutableSandboxedEnvironment(autoescape=True)

    def require_known(self, known: Sequence[str]) -> frozenset[str]:
        """Give the fields that the template asks for.

        Raises:
            UnknownFieldsError: some are not among the known ones.
            BadTemplateError: the marks cannot be read.
        """
        try:
            asked = self._opened().get_undeclared_template_variables(self._environment)
        except TemplateError as problem:
            raise self._bad() from problem
        unknown = sorted(asked - set(known))
        if unknown:
            raise UnknownFieldsError(fields=listed(unknown), known=listed(known))
        return frozenset(asked)

    def filled(self, fields: Mapping[str, str]) -> bytes:
        """Give one letter.

        Raises:
            BadTemplateError: the template asks for what letters may not do.
        """
        letter = self._opened()
        try:
            letter.render(dict(fields), self._environment, autoescape=True)
        except (TemplateError, TypeError, ValueError) as problem:
            raise self._bad() from problem
        out = BytesIO()
        letter.save(out)
        return out.getvalue()

    def _opened(self) -> DocxTemplate:
        return DocxTemplate(BytesIO(self._bytes))

    def _bad(self) -> BadTemplateError:
        return BadTemplateError(file=self.path.name, example="{{ 姓名 }}")


def write_merged(target: Path, letters: Iterable[bytes]) -> int:
    """Write all letters into one document, each on its own page; give how many.

    Raises:
        NotWrittenError: nothing was written.
    """
    whole: WordDocument | None = None
    count = 0
    for letter in letters:
        count += 1
        if whole is None:
            whole = Document(BytesIO(letter))
        else:
            _append(whole, Document(BytesIO(letter)))
    with replacing(target) as beside:
        (whole or Document()).save(str(beside))
    return count


def write_each(folder: Path, letters: Iterable[tuple[str, bytes]]) -> int:
    """Write every letter into a file of its own; give how many.

    Raises:
        NotWrittenError: the rest was not written.
    """
    count = 0
    for name, letter in letters:
        with replacing(folder / f"{name}.docx") as beside:
            beside.write_bytes(letter)
        count += 1
    return count


def write_sample(target: Path, paragraphs: Sequence[str]) -> None:
    """Write a template to begin from.

    Raises:
        NotWrittenError: nothing was written.
    """
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    with replacing(target) as beside:
        document.save(str(beside))


def _append(whole: "WordDocument", letter: "WordDocument") -> None:
    """Put the body of a letter of the same template behind, after a page break."""
    whole.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    body = whole.element.body
    for element in _body_of(letter):
        body.insert(len(body) - 1, copy.deepcopy(element))


def _body_of(letter: "WordDocument") -> Iterator[Any]:
    for element in letter.element.body:
        if not element.tag.endswith("}sectPr"):
            yield element


def _checked(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise LetterTemplateError(file=path.name)
        content = path.read_bytes()
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            is_word = "word/document.xml" in archive.namelist()
    except (OSError, zipfile.BadZipFile) as problem:
        raise LetterTemplateError(file=path.name) from problem
    if not is_word or unpacked > _MOST_UNPACKED:
        raise LetterTemplateError(file=path.name)
    return content
