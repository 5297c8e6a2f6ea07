"""Pandoc's syntax tree as paragraphs and notes in the Markdown of the edition.

Underlined words are underlined, underlined bold ones underlined twice; in a note italics are italics.
Brackets are left as they are typed, for they mean what they mean on the page. Every paragraph is read back:
where its words would not be the same, emphasis is given up rather than a word. What has no place in the
edition is told, with the words before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from edition.forms.link_targets import SAFE_LINK
from edition.read.markdown_syntax import parse_markdown
from edition.read.markdown_tei import Converter
from edition.read.voices import LETTER, VOLUME_NOTE
from edition.tei.reading import text_of

SPECIAL = re.compile(r"[\\*_`<&]|(?<=\])[({]|(?<=\[)[\^|]")
EVERY = re.compile(r"([!-/:-@\\^-`{-~])")  # all punctuation of ASCII but brackets
AT_START = re.compile(r"^(#|>|\||\{|:::|[-+=~](?=[\s=~-]))")
QUOTATIONS = {"Quote", "Intense Quote", "Block Text", "Footnote Block Text"}  # styles of paragraphs
SIC = re.compile(r"(?<![\w\]*])([\w’'-]+) \[sic\]")
PLAIN = {
    "SmallCaps": "small capitals",
    "Superscript": "raised",
    "Subscript": "lowered",
    "Strikeout": "struck out",
}


@dataclass(frozen=True)
class Run:
    """Words with one emphasis ("", "*", "**"), or Markdown that is finished (`raw`)."""

    text: str
    mark: str = ""
    raw: bool = False


@dataclass
class WordBlock:
    """A paragraph: Markdown, its words alone, the style it has in the word processor (`Salutation`)."""

    text: str
    words: str
    style: str = ""
    quoted: bool = False


@dataclass
class WordText:
    """Reads a tree. `notes` grows as notes are met; `lost` has what was not carried over, and where."""

    lost: list[str] = field(default_factory=list)
    notes: list[list[WordBlock]] = field(default_factory=list)
    last_words: str = ""
    in_note: bool = False

    def lose(self, what: str) -> None:
        where = (
            f"after “…{self.last_words[-50:].lstrip()}”" if self.last_words.strip() else "at the beginning"
        )
        self.lost.append(f"{what}, {where}")

    # -- blocks ---------------------------------------------------------------------------------------

    def blocks(self, blocks: list[Any], style: str = "", *, quoted: bool = False) -> Iterator[WordBlock]:
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
                self.lose("the dots of a list (its lines are paragraphs now)")
                for item in content:
                    yield from self.blocks(item, quoted=quoted)
            elif kind == "LineBlock":
                lines = [[*line, {"t": "LineBreak"}] for line in content]
                yield from self._paragraph([inline for line in lines for inline in line][:-1], style, quoted)
            elif kind == "Table":
                self.lose(f"a table (“{_words_in(content)[:60]}”)")
            elif kind != "HorizontalRule":
                self.lose(f"{_NAMES.get(str(kind), str(kind))} (“{_words_in(content)[:60]}”)")

    def _paragraph(
        self, inlines: list[Any], style: str, quoted: bool, label: str = ""
    ) -> Iterator[WordBlock]:
        self.last_words += " "
        runs = _trimmed(_merged([Run(label), *self._runs(inlines, "")]))
        words = "".join(" " if run.raw and "\n" in run.text else "" if run.raw else run.text for run in runs)
        if runs:
            yield WordBlock(self._markdown(runs, words), words, style, quoted)

    def _points(self, content: Any, quoted: bool) -> Iterator[WordBlock]:
        """Numbered points are paragraphs that begin with their number."""
        start, style, delimiter = content[0]
        for number, item in enumerate(content[1], start):
            numeral = chr(96 + number) if "Alpha" in style["t"] and number < 27 else str(number)
            label = f"{numeral}{'.' if delimiter['t'] == 'Period' and numeral.isdigit() else ')'} "
            if "Roman" in style["t"]:
                self.lose(f"the Roman form of the number {number}")
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
                self.lose(f"that the words “{_words_in(content)[:60]}” are {PLAIN[kind]}")
                yield from self._runs(content, mark)
            elif kind == "Code":
                yield Run(content[1], mark)
            else:
                words = _words_in(content)
                self.lose(_NAMES.get(str(kind), str(kind)) + (f" (“{words[:60]}”)" if words else ""))

    def _emphasised(self, kind: str, content: list[Any], mark: str) -> Iterator[Run]:
        """Underlining nests to `**` with bold; in a letter bold and italics alone are not underlining."""
        if self.in_note:
            yield from self._runs(content, "**" if kind == "Strong" else mark or "*")
        elif kind == "Underline":
            twice = mark == "bold" or _is_bold(content)
            yield from self._runs(content, "**" if twice else "*")
        elif kind == "Strong" and mark != "**":
            if mark == "" and not _underlined(content):
                self.lose(f"bold type (“{_words_in(content)[:60]}”)")
            yield from self._runs(content, "**" if mark == "*" else "bold")
        else:
            if kind == "Emph" and not mark:
                self.lose(f"italics (“{_words_in(content)[:60]}”; write *…* if they stand for underlining)")
            yield from self._runs(content, mark)

    def _note(self, blocks: list[Any]) -> Iterator[Run]:
        if self.in_note:
            self.lose(f"a note within a note (“{_words_in(blocks)[:60]}”)")
            return
        before = self.last_words
        self.notes.append([])
        number = len(self.notes)
        self.in_note, self.last_words = True, f"{before[-40:]} [note {number}]"
        self.notes[-1] = list(self.blocks(blocks))
        self.in_note, self.last_words = False, before
        if not self.notes[-1]:
            self.lose(f"the note {number}, which is empty (a note must say something)")
            self.notes[-1] = [WordBlock("…", "…")]
        yield Run(f"[^{number}]", raw=True)

    def _span(self, content: Any, mark: str) -> Iterator[Run]:
        classes, attributes = content[0][1], dict(content[0][2])
        words, who = _words_in(content[1]), attributes.get("author", "somebody")
        if "comment-start" in classes:
            self.lose(f"a comment by {who} (“{words[:60]}”)")
        elif "deletion" in classes:
            self.lose(f"“{words[:60]}”, which {who} deleted with changes tracked")
        elif "insertion" in classes:
            self.lose(f"that {who} inserted “{words[:60]}” with changes tracked (the words are there)")
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
                self.lose(f"the address of a link ({address[:80]})")
            yield from inner

    # -- Markdown -------------------------------------------------------------------------------------

    def _markdown(self, runs: list[Run], words: str) -> str:
        """The first of three ways to write a paragraph that reads back as its words."""
        voice = VOLUME_NOTE if self.in_note else LETTER
        raw = [run for run in runs if run.raw and "](" in run.text]
        for marks, escape in ((True, _escape), (False, _escape), (False, _escape_all)):
            pieces = [_piece(run, marks, escape) for run in runs]
            text = AT_START.sub(r"\\\1", "".join(pieces))
            if not self.in_note:
                text = SIC.sub(r"[\1]{.sic}", text)
            if raw or _reads_as(text, voice) == _bare(words):
                if not marks and any(run.mark in {"*", "**"} for run in runs):
                    self.lose("underlining that begins or ends within a word")
                return text
        self.lose("signs that the edition’s Markdown would take for its own; look at this paragraph")
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
    mark = run.mark if marks and run.mark in {"*", "**"} else ""
    inner = run.text.strip(" ") if mark else run.text
    if not inner or not mark:
        return str(escape(run.text))
    lead = run.text[: len(run.text) - len(run.text.lstrip(" "))]
    tail = run.text[len(run.text.rstrip(" ")) :]
    return f"{lead}{mark}{escape(inner)}{mark}{tail}"


def _escape(text: str) -> str:
    return SPECIAL.sub(lambda match: "\\" + match[0], text)


def _escape_all(text: str) -> str:
    return EVERY.sub(r"\\\1", text)


def _reads_as(text: str, voice: Any) -> str:
    """The words that the edition's own reader finds in a paragraph."""
    parsed = parse_markdown(text, "")
    elements = Converter(parsed, "L0").blocks(parsed.root, voice)
    return "\0" if parsed.problems else _bare("\n".join(text_of(element) for element in elements))


def _bare(words: str) -> str:
    """Words as they are compared: brackets and labels may have become elements."""
    return re.sub(r"[\s\[\]]+", "", words.replace("[sic]", ""))


def _merged(runs: list[Run]) -> list[Run]:
    """Neighbours with the same emphasis as one."""
    merged: list[Run] = []
    for run in runs:
        if merged and not run.raw and not merged[-1].raw and merged[-1].mark == run.mark:
            merged[-1] = Run(merged[-1].text + run.text, run.mark)
        elif run.text:
            merged.append(run)
    return [run if run.raw else Run(re.sub(r"\s+", " ", run.text), run.mark) for run in merged]


def _trimmed(runs: list[Run]) -> list[Run]:
    """No blanks and line breaks at the ends of a paragraph."""
    while runs and runs[0].text in {" ", "\\\n"}:
        runs = runs[1:]
    while runs and runs[-1].text in {" ", "\\\n"}:
        runs = runs[:-1]
    if runs and not runs[0].raw:
        runs = [Run(runs[0].text.lstrip(), runs[0].mark), *runs[1:]]
    if runs and not runs[-1].raw:
        runs = [*runs[:-1], Run(runs[-1].text.rstrip(), runs[-1].mark)]
    return runs


def _words_in(content: Any) -> str:
    """All words of a part of the tree."""
    if isinstance(content, dict):
        if content.get("t") == "Str":
            return str(content["c"])
        return " " if content.get("t") in {"Space", "SoftBreak", "LineBreak"} else _words_in(content.get("c"))
    if isinstance(content, list):
        joint = " " if any(isinstance(item, list) for item in content) else ""
        return (
            joint.join(filter(None, (_words_in(item) for item in content))).strip()
            if joint
            else "".join(_words_in(item) for item in content)
        )
    return ""


def _is_bold(content: list[Any]) -> bool:
    return len(content) == 1 and content[0].get("t") == "Strong"


def _underlined(content: list[Any]) -> bool:
    return len(content) == 1 and content[0].get("t") == "Underline"
