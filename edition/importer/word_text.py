"""Pandoc's syntax tree as paragraphs and notes in the Markdown of the edition.

Underlined words are underlined, underlined bold ones underlined twice; in a note italics are italics.
Brackets stay as they are typed and mean what they mean in an edition’s text. Every paragraph is read back:
if its words would not be the same, emphasis is given up rather than a word. What has no place in the edition
is reported, with the words before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from edition.forms.link_targets import SAFE_LINK
from edition.importer.pandoc_tree import rows_of, words_in
from edition.read.markdown_syntax import parse_markdown
from edition.read.markdown_tei import converter_of
from edition.read.voices import LETTER, VOLUME_NOTE
from edition.tei.reading import WRITTEN, text_of

PAGE = r"\|[^\[\]|{}]{0,20}\]"  # the rest of a page break, [|12r]
SPECIAL = re.compile(rf"[\\*_`<&]|(?<=\])[({{]|(?<=\[)(?!{PAGE})[\^|]")
EVERY = re.compile(r"([!-/:-@\\^-`{-~])")  # all punctuation of ASCII but brackets
AT_START = re.compile(r"^(#|>|\||\{|:::|[-+=~](?=[\s=~-]))")
QUOTATIONS = {"Quote", "Intense Quote", "Block Text", "Footnote Block Text"}  # styles of paragraphs
SIC = re.compile(r"(?<![\w\]*])([\w’'-]+) \[sic\]")
PLAIN = {
    "SmallCaps": ("small capitals", ".smallcaps"),
    "Superscript": ("raised", ".sup"),
    "Subscript": ("lowered", ".sub"),
    "Strikeout": ("struck out", ".del"),
}


@dataclass(frozen=True)
class Run:
    """Words with one mark ("", "*", "**", or the class of a span as ".sup"), or finished Markdown (`raw`)."""

    text: str
    mark: str = ""
    raw: bool = False


@dataclass
class WordBlock:
    """A paragraph: its Markdown, its words alone, and its style in the word processor (`Salutation`)."""

    text: str
    words: str
    style: str = ""
    quoted: bool = False


@dataclass
class WordText:
    """Reads a tree. `notes` collects the notes met; `lost` says what was not carried over, and where."""

    lost: list[str] = field(default_factory=list)
    notes: list[list[WordBlock]] = field(default_factory=list)
    last_words: str = ""
    in_note: bool = False

    def report_lost(self, subject: str) -> None:
        """Report that something is not carried over, with the last 50 characters before it."""
        where = (
            f"after “…{self.last_words[-50:].lstrip()}”" if self.last_words.strip() else "at the beginning"
        )
        self.lost.append(f"{subject}, {where}")

    # -- blocks ---------------------------------------------------------------------------------------

    def blocks(self, blocks: list[Any], style: str = "", *, quoted: bool = False) -> Iterator[WordBlock]:
        """The paragraphs of pandoc’s blocks; `style` is that of the block around them."""
        for block in blocks:
            kind, content = block.get("t"), block.get("c")
            if kind in {"Para", "Plain"}:
                yield from self._paragraph(content, style, quoted)
            elif kind == "Header":
                yield from self._paragraph(content[2], "Heading", quoted)
            elif kind == "Div":
                inner = dict(content[0][2]).get("custom-style", style)
                yield from self.blocks(content[1], inner, quoted=quoted or inner in QUOTATIONS)
            elif kind == "BlockQuote":
                yield from self.blocks(content, style, quoted=True)
            elif kind == "OrderedList":
                yield from self._points(content, quoted)
            elif kind == "BulletList":
                self.report_lost("the dots of a list (its lines are paragraphs now)")
                for item in content:
                    yield from self.blocks(item, quoted=quoted)
            elif kind == "LineBlock":
                lines = [[*line, {"t": "LineBreak"}] for line in content]
                yield from self._paragraph([inline for line in lines for inline in line][:-1], style, quoted)
            elif kind == "Table":
                yield from self._table(content, quoted)
            elif kind != "HorizontalRule":
                self.report_lost(f"{_NAMES.get(str(kind), str(kind))} (“{words_in(content)[:60]}”)")

    def _paragraph(
        self, inlines: list[Any], style: str, quoted: bool, label: str = ""
    ) -> Iterator[WordBlock]:
        self.last_words += " "
        runs = _trimmed(_merged([Run(label), *self._runs(inlines, "")]))
        words = "".join(" " if run.raw and "\n" in run.text else "" if run.raw else run.text for run in runs)
        if runs:
            yield WordBlock(self._markdown(runs, words), words, style, quoted)

    def _table(self, content: Any, quoted: bool) -> Iterator[WordBlock]:
        """A table, its rows on consecutive lines; what stands in a cell stands on one line."""
        lines, words = [], ""
        for row in rows_of(content):
            cells = [list(self.blocks(cell)) for cell in row]
            texts = (" ".join(block.text.replace("\\\n", " ") for block in cell) for cell in cells)
            lines.append("| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |")
            words += " ".join(block.words for cell in cells for block in cell) + " "
        if lines:
            yield WordBlock("\n".join(lines), words.strip(), "", quoted)

    def _points(self, content: Any, quoted: bool) -> Iterator[WordBlock]:
        """Numbered points, as paragraphs that begin with their number."""
        start, style, delimiter = content[0]
        for number, item in enumerate(content[1], start):
            numeral = chr(96 + number) if "Alpha" in style["t"] and number < 27 else str(number)
            label = f"{numeral}{'.' if delimiter['t'] == 'Period' and numeral.isdigit() else ')'} "
            if "Roman" in style["t"]:
                self.report_lost(f"the Roman form of the number {number}")
            first = True
            for block in item:
                if first and block.get("t") in {"Para", "Plain"}:
                    yield from self._paragraph(block["c"], "", quoted, label)
                else:
                    yield from self.blocks([block], quoted=quoted)
                first = False

    # -- inlines --------------------------------------------------------------------------------------

    def _runs(self, inlines: list[Any], mark: str) -> Iterator[Run]:
        for inline in inlines:
            kind, content = inline.get("t"), inline.get("c")
            if kind in {"Str", "Space", "SoftBreak"}:
                text = content if kind == "Str" else " "
                self.last_words = (self.last_words + text)[-200:]
                yield Run(text, mark)
            elif kind == "LineBreak":
                yield Run("\\\n", raw=True)
            elif kind == "Note":
                yield from self._note(content)
            elif kind in {"Underline", "Emph", "Strong"}:
                yield from self._emphasised(kind, content, mark)
            elif kind == "Span":
                yield from self._span(content, mark)
            elif kind == "Link":
                yield from self._link(content, mark)
            elif kind == "Quoted":
                opening, closing = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
                yield from (Run(opening, mark), *self._runs(content[1], mark), Run(closing, mark))
            elif kind in PLAIN:
                what, class_ = PLAIN[kind]
                if mark:
                    self.report_lost(f"that the words “{words_in(content)[:60]}” are {what}")
                yield from self._runs(content, mark or class_)
            elif kind == "Code":
                yield Run(content[1], mark)
            else:
                words = words_in(content)
                self.report_lost(_NAMES.get(str(kind), str(kind)) + (f" (“{words[:60]}”)" if words else ""))

    def _emphasised(self, kind: str, content: list[Any], mark: str) -> Iterator[Run]:
        """Underlining becomes `**` where it is bold too; in a letter bold and italics alone are no
        underlining."""
        if self.in_note:
            yield from self._runs(content, "**" if kind == "Strong" else mark or "*")
        elif kind == "Underline":
            twice = mark == ".bold" or _is_bold(content)
            if mark not in {"", ".bold"}:
                self.report_lost(f"that what is underlined (“{words_in(content)[:60]}”) is {mark[1:]}")
            yield from self._runs(content, "**" if twice else "*")
        elif kind == "Strong" and mark != "**":
            yield from self._runs(content, "**" if mark == "*" else ".bold")
        else:
            if mark:
                self.report_lost(f"italics (“{words_in(content)[:60]}”)")
            yield from self._runs(content, mark or ".italic")

    def _note(self, blocks: list[Any]) -> Iterator[Run]:
        if self.in_note:
            self.report_lost(f"a note within a note (“{words_in(blocks)[:60]}”)")
            return
        before = self.last_words
        self.notes.append([])
        number = len(self.notes)
        self.in_note, self.last_words = True, f"{before[-40:]} [note {number}]"
        self.notes[-1] = list(self.blocks(blocks))
        self.in_note, self.last_words = False, before
        if not self.notes[-1]:
            self.report_lost(f"the note {number}, which is empty (a note must say something)")
            self.notes[-1] = [WordBlock("…", "…")]
        yield Run(f"[^{number}]", raw=True)

    def _span(self, content: Any, mark: str) -> Iterator[Run]:
        classes, attributes = content[0][1], dict(content[0][2])
        words, who = words_in(content[1]), attributes.get("author", "somebody")
        if "comment-start" in classes:
            self.report_lost(f"a comment by {who} (“{words[:60]}”)")
        elif "deletion" in classes:
            self.report_lost(f"“{words[:60]}”, which {who} deleted with changes tracked")
        elif "insertion" in classes:
            self.report_lost(f"that {who} inserted “{words[:60]}” with changes tracked (the words are there)")
            yield from self._runs(content[1], mark)
        elif "comment-end" not in classes:
            yield from self._runs(content[1], mark)

    def _link(self, content: Any, mark: str) -> Iterator[Run]:
        address, inner = str(content[2][0]), list(self._runs(content[1], mark))
        plain = not any(run.raw or set(run.text) & set("[]") for run in inner)
        if self.in_note and plain and SAFE_LINK.match(address) and not re.search(r"[()#\s]", address):
            words = "".join(_escape(run.text) for run in inner)
            yield Run(f"[{words}]({address})", raw=True)
        else:
            if not address.startswith("#"):
                self.report_lost(f"the address of a link ({address[:80]})")
            yield from inner

    # -- Markdown -------------------------------------------------------------------------------------

    def _markdown(self, runs: list[Run], words: str) -> str:
        """The first of four ways to write a paragraph that reads back as its words."""
        voice = VOLUME_NOTE if self.in_note else LETTER
        raw = [run for run in runs if run.raw and "](" in run.text]
        wanted = {_bare(words), _bare(re.sub(rf"\[{PAGE}", "", words))}  # a page break has no words
        for marks, escape in product((True, False), (_escape, _escape_all)):
            pieces = [_piece(run, marks, escape) for run in runs]
            text = AT_START.sub(r"\\\1", "".join(pieces))
            if not self.in_note:
                text = SIC.sub(r"[\1]{.sic}", text)
            if raw or _reads_as(text, voice) in wanted:
                if not marks and any(run.mark for run in runs):
                    self.report_lost("underlining that begins or ends within a word, and other marks with it")
                return text
        self.report_lost("signs that the edition’s Markdown would take for its own; look at this paragraph")
        return text


_NAMES = {
    "Image": "a picture",
    "Math": "a formula",
    "Figure": "a figure",
    "CodeBlock": "a block of code",
    "RawInline": "something of the word processor’s own",
    "RawBlock": "something of the word processor’s own",
    "DefinitionList": "a list of definitions",
    "Cite": "a citation of a reference manager",
}


def _piece(run: Run, marks: bool, escape: Any) -> str:
    if run.raw:
        return run.text
    mark = run.mark if marks else ""
    inner = run.text.strip(" ") if mark else run.text
    if not inner or not mark:
        return str(escape(run.text))
    lead = run.text[: len(run.text) - len(run.text.lstrip(" "))]
    tail = run.text[len(run.text.rstrip(" ")) :]
    if mark.startswith("."):
        words = re.sub(r"(?<!\\)([\[\]])", r"\\\1", escape(inner))
        return f"{lead}[{words}]{{{mark}}}{tail}"
    return f"{lead}{mark}{escape(inner)}{mark}{tail}"


def _escape(text: str) -> str:
    return SPECIAL.sub(lambda match: "\\" + match[0], text)


def _escape_all(text: str) -> str:
    return EVERY.sub(r"\\\1", text)


def _reads_as(text: str, voice: Any) -> str:
    """The words that the edition’s own reader finds in a paragraph."""
    parsed = parse_markdown(text, "")
    elements = converter_of(parsed, "L0").blocks(parsed.root, voice)
    return "\0" if parsed.problems else _bare("\n".join(text_of(element, WRITTEN) for element in elements))


def _bare(words: str) -> str:
    """Words as they are compared: without brackets, since these may have become elements."""
    return re.sub(r"[\s\[\]]+", "", words.replace("[sic]", ""))


def _merged(runs: list[Run]) -> list[Run]:
    """The runs, with neighbours of the same emphasis merged into one."""
    merged: list[Run] = []
    for run in runs:
        if merged and not run.raw and not merged[-1].raw and merged[-1].mark == run.mark:
            merged[-1] = Run(merged[-1].text + run.text, run.mark)
        elif run.text:
            merged.append(run)
    return [run if run.raw else Run(re.sub(r"\s+", " ", run.text), run.mark) for run in merged]


def _trimmed(runs: list[Run]) -> list[Run]:
    """The runs without blanks and line breaks at the ends of the paragraph."""
    while runs and runs[0].text in {" ", "\\\n"}:
        runs = runs[1:]
    while runs and runs[-1].text in {" ", "\\\n"}:
        runs = runs[:-1]
    if runs and not runs[0].raw:
        runs = [Run(runs[0].text.lstrip(), runs[0].mark), *runs[1:]]
    if runs and not runs[-1].raw:
        runs = [*runs[:-1], Run(runs[-1].text.rstrip(), runs[-1].mark)]
    return runs


def _is_bold(content: list[Any]) -> bool:
    return len(content) == 1 and content[0].get("t") == "Strong"
