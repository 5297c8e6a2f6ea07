"""The ids of letters: L, a number, and perhaps a small letter for one found late, which stands behind its
number (L12, L12a, L13); or whatever a corpus of others calls its letters (`IV-II_125`)."""

from __future__ import annotations

import re
import unicodedata

LETTER = "L[1-9][0-9]*[a-z]?"
DOCUMENT = "[A-Za-z_][A-Za-z0-9_-]*"  # of whatever kind; a dot would begin the name of a unit
_ID, _DOCUMENT = re.compile(LETTER), re.compile(DOCUMENT)
_OTHERS = re.compile(
    "(essay|intro|appendix|about|volume|person|org|place|work|term|topic|event|erratum|route)(-.*)?"
    "|start|registers|edition"
)
_STEM = re.compile("([0-9]+)([a-z]?)")


def is_letter_id(ref: str) -> bool:
    """Is it the id of a letter, ours or a corpus' own?"""
    return _DOCUMENT.fullmatch(ref) is not None and _OTHERS.fullmatch(ref) is None


def number_of(ref: str) -> str:
    """What stands for a letter where its number is shown, and in its address: `16` of L16, and the whole id
    of one that has no number."""
    return ref[1:] if _ID.fullmatch(ref.partition(".")[0]) else ref


def id_from(name: str) -> str:
    """The id of a letter that a corpus, or a file of it, calls by a name: that name without accents, with
    hyphens for signs that an id cannot have, and an L before a digit. Of a name without any sign that remains
    ""."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    ref = re.sub("[^A-Za-z0-9_]+", "-", bare.removesuffix(".xml")).strip("-")
    if not ref:
        return ""
    ref = f"L{ref}" if ref[0].isdigit() else ref
    return ref if is_letter_id(ref) else f"letter-{ref}"


def letter_order(ref: str) -> tuple[int, str]:
    """What orders letters by their numbers; (0, id) for anything else."""
    match = re.fullmatch("L([0-9]{1,18})([a-z]?)", ref)
    return (int(match[1]), match[2]) if match else (0, ref)


def id_of_file(stem: str) -> str:
    """The id of the document to which a file belongs by its name: `016` and `016a` are of L16 and L16a."""
    match = _STEM.fullmatch(stem)
    return f"L{int(match[1])}{match[2]}" if match else stem
