"""Identifiers of GND and Wikidata for the persons of a register whom the 20th Century Press Archives know.

    curl -LO https://raw.githubusercontent.com/zbw/pm20_web/659aa19f/report/pe/persons_with_metadata.en.md
    python benchmarks/pm20.py annotations/persons.yaml persons_with_metadata.en.md

The ZBW – Leibniz Information Centre for Economics publishes this list of the persons of whom the archives
have a folder, with years of birth and death and with identifiers. A person of the register is taken for one
of them when both years are the same, the surname is one of the names of the register's entry or a
transliteration of its Cyrillic, and the first names begin alike; and when this holds for one row of the
list only. Prints what was found, to be looked through by somebody who knows the persons. With `--write` the
identifiers go into the register, under `same_as`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import yaml
from identifiers import plain, with_identifiers

from edition.words.transliteration import latin_spellings

ROW = re.compile(r"\[(?P<name>.+?)\]\(https://pm20\S* \) \| (?P<life>[^|]*)\|(?P<rest>.*)")
YEAR = re.compile(r"\d{4}")
SAME_SOUND = str.maketrans({"j": "i", "y": "i", "w": "v", "c": "k", "g": "k"})


def rows(path: Path) -> list[tuple[str, str, list[str], dict[str, str]]]:
    """(surname, first names, years, identifiers) of each row that has identifiers."""
    found = []
    for match in map(ROW.match, path.read_text("utf-8").splitlines()):
        if match:
            surname, _, first = match["name"].partition(",")
            gnd = re.search(r"https://d-nb\.info/gnd/[0-9X-]+", match["rest"])
            item = re.search(r"www\.wikidata\.org/entity/(Q\d+)", match["rest"])
            ids = {"GND": gnd.group()} if gnd else {}
            ids |= {"Wikidata": f"https://www.wikidata.org/entity/{item[1]}"} if item else {}
            if ids:
                found.append((plain(surname), plain(first), YEAR.findall(match["life"]), ids))
    return found


def names_of(entry: dict[str, object]) -> set[str]:
    """All that the surname of an entry can be, without signs."""
    names = [str(entry.get("sort", entry["name"])).partition(",")[0]]
    for key in ("variants", "ambiguous", "transliterations"):
        names += entry.get(key, [])
    for word in str(entry.get("cyrillic", "")).split():
        names += latin_spellings(word)
    return {plain(name) for name in names}


def main(register: Path, archives: Path, write: bool) -> None:
    """Compare a register with the list."""
    text = register.read_text("utf-8")
    entries, people = yaml.safe_load(text), rows(archives)
    verified: dict[str, dict[str, str]] = {}
    for ref, entry in entries.items():
        years = [str(entry.get(key, ""))[:4] for key in ("born", "died")]
        own = {plain(str(entry.get(key, "")))[:1].translate(SAME_SOUND) for key in ("name", "full")}
        matching = [
            row
            for row in people
            if all(years)
            and row[2][:2] == years
            and row[0] in names_of(entry)
            and row[1][:1].translate(SAME_SOUND) in own
        ]
        if len(matching) == 1:
            verified[ref] = matching[0][3]
            print(f"{ref} ({'–'.join(years)}): {matching[0][0]}, {matching[0][1]}: {matching[0][3]}")
    print(f"{len(verified)} of {len(entries)} persons")
    if write:
        register.write_text(with_identifiers(text, verified), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "--write" in sys.argv)
