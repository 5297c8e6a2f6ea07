"""Where an id stands in the files of an edition, and another in its place, with nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Mapping

from edition.findings.diagnostics import Location, located
from edition.paths import ANCHORS_PATH, MOVED_PATH, NOTES, id_by_name, is_imported

Texts = Mapping[str, str]  # of files, by path
# what stands before the id of a document where it is one: elsewhere “L16” may be a word of the text
BEFORE = r"(?:(?<=[#\[{=\"'])|(?<=, )|(?<=: )|(?<=- ))"


def editable(texts: Texts) -> dict[str, str]:
    """The files that editors write: not what was imported, and not the registry."""
    return {path: text for path, text in texts.items() if not is_imported(path) and path != ANCHORS_PATH}


def replace_id(texts: Texts, old: str, new: str) -> dict[str, str]:
    """The files with `new` wherever `old` stood as an id, also before a dot (`L16.s2`). What moved.yaml says
    of `old` itself stays."""
    pattern, changed = _pattern(old), {}
    for path, text in texts.items():
        if path == MOVED_PATH:
            after = "\n".join(_in_move(line, pattern, new) for line in text.split("\n"))
        else:
            after = pattern.sub(new, text)
        if "." in old:
            after = _note_in_its_files(path, after, old, new)
        if after != text:
            changed[path] = after
    return changed


def places_of(texts: Texts, ref: str) -> list[Location]:
    """Where an id stands, but for moved.yaml."""
    pattern, files = _pattern(ref), (path for path in texts if path != MOVED_PATH)
    return [place for path in files for _, place in located(pattern, texts[path], path)]


def without_doubles(text: str, ref: str) -> str:
    """A text in which an id stands once in each list in brackets."""

    def once(match: re.Match[str]) -> str:
        parts = [part.strip() for part in match[1].split(",")]
        kept = [part for n, part in enumerate(parts) if part != ref or ref not in parts[:n]]
        return match[0] if kept == parts else f"[{', '.join(kept)}]"

    return re.sub(r"\[([^\[\]{}\n]*)\]", once, text)


def _pattern(ref: str) -> re.Pattern[str]:
    before = r"(?<![\w./-])" if "-" in ref and "." not in ref else BEFORE
    return re.compile(rf"{before}{re.escape(ref)}(?![\w-])")


def _in_move(line: str, pattern: re.Pattern[str], new: str) -> str:
    """A row of moved.yaml, in which only what it leads to is replaced."""
    head, to, rest = line.partition("to: ")
    return f"{head}{to}{pattern.sub(new, f'to: {rest}')[4:]}" if to else line


def _note_in_its_files(path: str, text: str, old: str, new: str) -> str:
    """The id of a note, and the reference to it, as they stand in the files of its document."""
    document, _, name = old.partition(".")
    if path == f"{NOTES}/{document}.yaml":
        return re.sub(rf"(\bid: +){re.escape(name)}(?![\w-])", rf"\g<1>{new.partition('.')[2]}", text)
    sign, new_sign = name.removeprefix("n-"), new.partition(".")[2].removeprefix("n-")
    return text.replace(f"[^{sign}]", f"[^{new_sign}]") if _is_of(path, document) else text


def _is_of(path: str, document: str) -> bool:
    return path.endswith(".md") and id_by_name(path) == document
