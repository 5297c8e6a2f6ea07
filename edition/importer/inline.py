"""The inline text of a source as the Markdown of the edition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edition.importer.archive import ArchiveReferences
from edition.importer.form import Emphasis, LetterEmendation, NamedWords, Typography
from edition.importer.lines import PLACEHOLDER, AppliedCorrection
from edition.importer.plain_text import as_markdown

ELSEWHERE = re.compile(r"<sup to=(\w+)\.n(\d+)>([^<]*)</sup>")  # a further mark of a note
ITALICS = re.compile(r"(?<![*\\])\*(?![*\s])([^*]+)\*(?!\*)")
SIC = re.compile(r"\s\[\*?sic\*?\]")
BRACKET_INSIDE = r"\[(?:[^\[\]]|\[[^\[\]]*\])*"


@dataclass
class InlineWriter:
    """Turns the text of a paragraph into Markdown. It knows the letter (0: none) and the note (None: the
    text) that the paragraph belongs to, and the recipe’s corrections and names there."""

    form: Typography
    letter: int
    archives: ArchiveReferences
    applied: Sequence[AppliedCorrection] = ()
    sic: Sequence[LetterEmendation] = ()
    names: Sequence[NamedWords] = ()
    note: int | None = None
    emphasis: Emphasis | None = None  # None: that of the form

    def markdown(self, text: str, *, prose: bool = False) -> str:
        """The text as Markdown. `prose`: the editors’ own words, in which references are linked and labels of
        authorship marked."""
        text = re.sub(self.form.notes.written_marker, self._markers, text)
        text = ELSEWHERE.sub(r"[[\3](#\1.n\2)]{.sup}", text)
        if prose:
            text = self.archives.mark(text)
            text = self._references(text)
            text = self._attributions(text)
        text = self._sic(text)
        text = self._emphasis(text)
        if self.form.italics_mean == "italics" and not prose:
            text = ITALICS.sub(r"[\1]{.italic}", text)
        return as_markdown(self._corrections(self._names(text)))

    def _names(self, text: str) -> str:
        """Say who is meant by a shared name, where the recipe does so for this letter or note."""
        for name in self.names:
            if name.note == self.note:
                text = re.sub(
                    rf"(?<![\w\[])(?<![A-Z]\. ){re.escape(name.find)}(?!\w| [A-Z]\w*-)",
                    f"[{name.find}]{{ref={name.ref}}}",
                    text,
                )
        return text

    def _markers(self, match: re.Match[str]) -> str:
        return "".join(f"[^{n}]" for n in re.findall(r"\d+", match[1]))

    def _references(self, text: str) -> str:
        """Turn mentions of a letter or a note into links; what is in a link already is left alone."""
        for pattern in self.form.references:
            text = re.sub(rf"(?<!\[){pattern}", self._reference, text)
        return text

    def _reference(self, match: re.Match[str]) -> str:
        groups = match.groupdict()
        letter = groups.get("letter") or str(self.letter)
        note = f".n{groups['note']}" if groups.get("note") else ""
        return f"[{match.group(0)}](#L{letter}{note})"

    def _attributions(self, text: str) -> str:
        for label, who in self.form.notes.attributions.items():
            ending = rf"—{re.escape(label)}"
            text = re.sub(rf"({BRACKET_INSIDE}{ending}\.?\])(?!\{{)", rf"\1{{by={who}}}", text)
            text = re.sub(rf"(?<![\w\]])?({ending})\Z", r"[\1]{.attribution}", text)
            text = re.sub(rf"\A([^\[\]]*{ending})(?=;)", rf"[\1]{{.words by={who}}}", text)
        return text

    def _sic(self, text: str) -> str:
        """`word [sic]` → `[word]{.sic}`: the word before, or as many as the recipe says."""
        for match in reversed(list(SIC.finditer(text))):
            before = text[: match.start()]
            extent = next((e.find for e in self.sic if before.endswith(e.find)), None)
            start = len(before) - len(extent) if extent else re.search(r"\S+\Z", before).start()  # type: ignore[union-attr]
            while before[start] in '(“"':
                start += 1
            text = f"{before[:start]}[{before[start:]}]{{.sic}}{text[match.end() :]}"
        return text

    def _emphasis(self, text: str) -> str:
        """Mark titles and foreign words as such; all other emphasis stays."""
        emphasis = self.emphasis or self.form.emphasis
        for phrase in emphasis.plain:
            text = text.replace(phrase, phrase.replace("*", PLACEHOLDER))
        for level, titles in emphasis.titles.items():
            for title in titles:
                text = re.sub(_emphasised(title, "(?:[’']s)?[,.]?"), rf"[\1]{{title={level}}}\2", text)
        for language, foreign in emphasis.foreign.items():
            for word in foreign:
                text = re.sub(_emphasised(word, "[,.]?"), rf"[\1]{{lang={language}}}\2", text)
        return text.replace(PLACEHOLDER, "*")

    def _corrections(self, text: str) -> str:
        for applied in self.applied:
            text = text.replace(f"{applied.mark}{applied.correction.shown}", applied.correction.markdown)
        return text


def _emphasised(words: str, after: str) -> str:
    """The pattern for words in italics; each may have the mark of a correction before it, and `…` at the end
    stands for any further words."""
    known = r"\s+".join(rf"[\ue000-\uf8fe]?{re.escape(word)}" for word in words.removesuffix("…").split())
    rest = "[^*]*?" if words.endswith("…") else ""
    return rf"(?<!\*)\*({known}{rest})({after})\*(?!\*)"
