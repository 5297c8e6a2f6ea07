"""Files in an edition's `templates/` that take the place of none of the program's and that nothing names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import PurePosixPath

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.model import Source
from edition.paths import OWN_TEMPLATES, TEMPLATES
from edition.store.source_files import BESIDE, files_below

D114 = Rule(
    "D114",
    WARNING,
    "a template or style sheet that nothing uses",
    why="A file in `templates/` takes the place of the program’s file of the same name. There is none of "
    "this name, and no other file of the edition uses it.",
    bad="`templates/leter.html.j2`, `templates/css/bok.css`",
    good="`templates/letter.html.j2`, `templates/css/book.css`",
)
PHRASES = re.compile(r"phrases/[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\.yaml")


def unused_templates(sources: Sequence[Source]) -> Iterator[Diagnostic]:
    """A warning (D114) for each file in `templates/` that is neither the program's by its name, nor the
    phrases of a language, nor named in another file of the edition."""
    for source in sources:
        name = source.path.removeprefix(f"{OWN_TEMPLATES}/")
        if name == source.path or name in _of_the_program() or PHRASES.fullmatch(name):
            continue
        if PurePosixPath(name).stem not in BESIDE and not _is_named(source, sources):
            yield D114.at(Location(source.path), "nothing uses this file", _hint(name))


@cache
def _of_the_program() -> frozenset[str]:
    """The program's templates, style sheets and so on, by their paths below its folder of templates."""
    return frozenset(path.relative_to(TEMPLATES).as_posix() for path in files_below(TEMPLATES))


def _is_named(file: Source, sources: Sequence[Source]) -> bool:
    """Whether another file of the edition includes, extends or links this one."""
    name = re.compile(rb"(?<![\w.-])" + re.escape(PurePosixPath(file.path).name.encode()) + rb"(?![\w-])")
    return any(name.search(source.data) for source in sources if source is not file)


def _hint(name: str) -> str:
    """The name that was probably meant, `letter.html.j2` for `leter.html.j2` or `pages/letter.html.j2`."""
    if name.startswith("phrases/"):
        return f"name it by the code of its language, as {OWN_TEMPLATES}/phrases/it.yaml"
    known, base = sorted(_of_the_program()), PurePosixPath(name).name
    moved = [each for each in known if PurePosixPath(each).name in {base, f"{base}.j2"}]
    near = moved or difflib.get_close_matches(name, known, n=1, cutoff=0.75)
    if near:
        return f"did you mean “{OWN_TEMPLATES}/{near[0]}”?"
    return "give it the name of the template that it is to replace, or include it in one that is used"
