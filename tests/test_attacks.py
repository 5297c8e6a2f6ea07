"""What somebody could put into the sources to do harm, tried through the command line.

Nothing of it reaches a page as markup, a file outside the edition, or the editor as a traceback.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT, copy_sample, own_template, replace_in
from lxml import etree

from edition.cli import main

LETTER = "sources/letters/003.md"
TEXT = "sources/imported/letters/002.md"
ESSAY = "sources/essays/essay-mosses.md"
NOTES = "annotations/notes/L1.yaml"
PERSONS = "annotations/persons.yaml"
PLACES = "annotations/places.yaml"
WORKS = "annotations/works.yaml"
CONFIG = "sources/edition.yaml"
SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """A command's status and what it says. An exception that is no status is a failure of ours."""
    result = CliRunner().invoke(main, [*(arguments or ("build",)), "--root", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def add(root: Path, path: str, text: str) -> None:
    (root / path).write_text((root / path).read_text() + f"\n{text}\n")


def write(root: Path, path: str, data: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data if isinstance(data, bytes) else data.encode())


CITATION_FILE = re.compile(
    r"data:application/(?:x-bibtex|x-research-info-systems|vnd\.citationstyles\.csl\+json);charset=utf-8,[^<>\s]*\Z"
)


class Page(HTMLParser):
    """What in a page could act: scripts and styles in it, handlers, addresses that are none."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        source = re.match(r"(?:\.\./)*assets/[\w/.-]+\Z", given.get("src", ""))
        data = given.get("type") in {"application/ld+json", "application/json"}
        if tag in {"script", "img", "iframe", "object", "embed", "base"} and not source and not data:
            self.found.append(self.get_starttag_text() or tag)
        for name, value in given.items():
            address = name in {"href", "src", "action", "formaction", "xlink:href", "srcset", "poster"}
            if name == "href" and "download" in given and CITATION_FILE.match(value):
                continue  # saved, never shown
            if (
                name.startswith("on")
                or name == "style"
                or (address and re.match(r"\s*(?!https?:|mailto:)[\w+.-]+\s*:|\s*//", value))
            ):
                self.found.append(f"{name}={value}")


def harm(root: Path) -> list[str]:
    """Everything in a built site that an attack has brought in."""
    found = []
    for path in (root / "site").rglob("*.html"):
        found += [f"{path.relative_to(root)}: {what}" for what in Page(path.read_text()).found]
    for path in (root / "site").rglob("*.xml"):
        tree = etree.parse(path)
        found += [str(path) for name in ("script", "img") if tree.xpath(f"//*[local-name()='{name}']")]
        found += [str(path) for target in tree.xpath("//@target | //@href") if "script:" in target]
    for path in (root / "site").rglob("*.json"):
        json.loads(path.read_bytes())
    return found


def test_the_search_for_harm_finds_it() -> None:
    for text in (
        SCRIPT,
        IMAGE,
        "<p onclick=x>",
        "<a href=' java\nscript:x'>",
        "<a href=//evil>",
        "<p style=x>",
        "<a download href=data:text/html,x>",
        "<a href=data:application/x-bibtex;charset=utf-8,x>",
    ):
        assert Page(text.replace("\n", "")).found, text
    assert Page('<script src="../../assets/js/x.js"></script><a href="https://x.org">').found == []


# -- raw HTML -----------------------------------------------------------------------------------------

HTML = [
    SCRIPT, IMAGE, "<!-- x -->", '<a href="x">y</a>', "<svg/onload=alert(1)>", "<![CDATA[x]]>", "<?php x ?>",
    "<iframe\nsrc=x>", "<style>x</style>", "<x-y z>", "<script\t>", "</p>", "<!DOCTYPE html>", "<br>", "<B/>",
]  # fmt: skip


@pytest.mark.parametrize("path", [LETTER, TEXT, ESSAY, NOTES])
@pytest.mark.parametrize("form", ["{}", "words {} words"], ids=["block", "inline"])
def test_raw_html_is_refused(sample: Path, path: str, form: str) -> None:
    if path == NOTES:
        texts = "".join(
            f"  - {{id: n-{number}, at: s1, text: {json.dumps(form.format(html))}}}\n"
            for number, html in enumerate(HTML)
        )
        (sample / path).write_text(f"document: L1\nnotes:\n{texts}")
    else:
        add(sample, path, "\n\n".join(form.format(html) for html in HTML))
    lines = (sample / path).read_text().split("\n")
    status, told = run(sample, "check", "--all")
    assert status == 1
    for html in HTML:
        sign = json.dumps(html)[1:-1][:7] if path == NOTES else html.split("\n")[0]
        at = [number for number, line in enumerate(lines, 1) if sign in line]
        assert any(f"{path}:{number}:" in told for number in at), html
    assert told.count("M104") >= len(HTML)


def test_what_only_looks_like_html_is_text(sample: Path) -> None:
    for text in ("<b", "< script>", "<é>", "&lt;script&gt;x&lt;/script&gt;", "&#60;b&#62;", "\\<b>"):
        add(sample, LETTER, text)
    assert run(sample)[0] == 0 and harm(sample) == []


FIELDS = {  # where words go into pages as they are
    "letter title": (LETTER, "kind: note", "title: {}\nkind: note"),
    "printed date": (LETTER, "kind: note", "date_printed: {}\nkind: note"),
    "dating": ("sources/letters/001.md", "The date stands in the letter.", "{}"),
    "shelfmark": (LETTER, 'delo: "5"', "delo: {}"),
    "pages": ("sources/letters/001.md", '"12–13"', "{}"),
    "essay title": (ESSAY, "title: Mosses and lenses", "title: {}"),
    "essay summary": (ESSAY, "summary: What Holm wanted of Brandt.", "summary: {}"),
    "person's name": (PERSONS, "name: Ada Holm", "name: {}"),
    "variants": (PERSONS, "variants: [Holm, Ada]", "variants: [Holm, Ada, {}]"),
    "cyrillic": (PERSONS, "cyrillic: Нильс Брандт", "cyrillic: {}"),
    "transliterations": (PERSONS, "sort: Brandt, Nils", "sort: Brandt, Nils\n  transliterations: [{}]"),
    "sort form": (PERSONS, "sort: Holm, Ada", "sort: {}"),
    "summary": (PERSONS, "summary: Maker of lenses.", "summary: {}"),
    "fate": (PERSONS, "sort: Brandt, Nils", "sort: Brandt, Nils\n  fate: {{manner: {}}}"),
    "in letters": (PERSONS, "sort: Brandt, Nils", "sort: Brandt, Nils\n  in_letters: {}"),
    "office": (PERSONS, "office: Keeper of the herbarium", "office: {}"),
    "locator": (PERSONS, "locator: p. 1", "locator: {}"),
    "same as": (PERSONS, "sort: Brandt, Nils", "sort: Brandt, Nils\n  same_as: {{{0}: {0}}}"),
    "place": (PLACES, "country: Sweden", "country: {}"),
    "topic": ("annotations/topics.yaml", "name: Mosses", "name: {}"),
    "term": ("annotations/glossary.yaml", "summary: A microscope.", "summary: {}"),
    "event": ("annotations/events.yaml", "name: The garden closes", "name: {}"),
    "work": (WORKS, "name: The Herbarium Letters", "name: The Herbarium Letters\n  summary: {}"),
    "csl": (WORKS, "sort: Herbarium", "csl: {{title: {0}, URL: {0}, author: [{{family: {0}, given: {0}}}]}}"),
    "edition's title": (CONFIG, "title: Holm and Brandt", "title: {}"),
    "subtitle": (CONFIG, "subtitle: A small invented correspondence, 1901–1902", "subtitle: {}"),
    "about": (CONFIG, "about: Three letters between", "about: {} #"),
    "licence": (CONFIG, "licence_text: All of this is invented and may be used freely.", "licence_text: {}"),
    "editorial": (CONFIG, "editorial: [Everything in this sample is invented.]", "editorial: [{}]"),
    "not included": (CONFIG, "not_included: The text of this letter is not included.", "not_included: {}"),
    "repository": (CONFIG, "name: Herbarium of Lund", "name: {}"),
    "responsible": (CONFIG, "label: first editor", "label: {}"),
    "volume": (CONFIG, "short: Herbarium", "short: {}"),
}  # fmt: skip


def test_words_in_a_field_are_words(sample: Path) -> None:
    """All fields at once; those that refuse such words say so."""
    words = json.dumps(f"Holm \"' {SCRIPT}{IMAGE}<x onclick='y'>")
    shown = 0
    for path, old, new in FIELDS.values():
        before = (sample / path).read_text()
        replace_in(sample / path, old, new.format(words))
        status, told = run(sample, "check")
        shown += status == 0
        if status != 0:
            assert f"{path}:" in told
            (sample / path).write_text(before)
    assert shown > len(FIELDS) // 2
    assert run(sample)[0] == 0 and harm(sample) == []
    assert "&lt;script&gt;alert(1)" in (sample / "site/index.html").read_text()


def test_words_in_an_attribute_are_words(sample: Path) -> None:
    for path in (TEXT, ESSAY):
        for attribute in ("corr", "archive", "because", "lang", "ref", "title", "by", "supplied"):
            before = (sample / path).read_text()
            more = ' corr="b"' if attribute == "because" else ""
            add(sample, path, f'[a]{{{attribute}="\'&quot;>{SCRIPT}{IMAGE}"{more}}}')
            status, told = run(sample, "check")
            if status != 0:
                assert f"{path}:" in told
                (sample / path).write_text(before)
    assert run(sample)[0] == 0 and harm(sample) == []


def test_words_of_a_publication_are_words(sample: Path) -> None:
    assert run(sample, "publish", "1.1", "-m", f'More "\n- version: "9.9"\n{SCRIPT}')[0] == 0
    assert run(sample)[0] == 0 and harm(sample) == []
    assert "9.9" not in "".join(p.name for p in (sample / "site/v").iterdir())


# -- links --------------------------------------------------------------------------------------------

LINKS = [
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example",
    "/etc/x", "../x", "vbscript:x", "java\tscript:x", "&#106;avascript:x", "ftp://x", 'https://x" onclick="y',
    "http://x y", "#", '#L1"><script>', "#../../x", "",
]  # fmt: skip


@pytest.mark.parametrize("path", [LETTER, ESSAY])
def test_a_link_leads_to_the_web_or_into_the_edition(sample: Path, path: str) -> None:
    first = (sample / path).read_text().count("\n") + 2
    add(sample, path, "\n\n".join(f"[words]({link}) more" for link in LINKS))
    status, told = run(sample, "check", "--all")
    assert status == 1
    for number, link in enumerate(LINKS):
        assert re.search(rf"{path}:{first + 2 * number}:\d+: error (M107|L102|M1\d\d)", told), link


def test_other_links_of_markdown_are_off(sample: Path) -> None:
    add(sample, LETTER, "![x](javascript:y)\n\n<https://x.org>")
    status, told = run(sample, "check")
    assert status == 1 and f"{LETTER}:11:" in told and f"{LETTER}:13:" in told
    replace_in(sample / LETTER, "![x](javascript:y)\n\n<https://x.org>", "<javascript:alert(1)> <data:x>")
    assert run(sample)[0] == 1 or harm(sample) == []


@pytest.mark.parametrize("target", ["javascript://%0aalert(1)", "data:text/html,x", "https://x\"onclick='y'"])
def test_a_register_links_to_the_web_only(sample: Path, target: str) -> None:
    replace_in(sample / PERSONS, "summary: Maker of lenses.", f"same_as: {{web: {json.dumps(target)}}}")
    status, told = run(sample)
    assert status == 1 and f"{PERSONS}:" in told and "D105" in told


@pytest.mark.parametrize("key", ["url", "licence"])
@pytest.mark.parametrize("value", ["javascript:x/", '"https://x.org/\\" onclick=\\"y/"', "//evil/"])
def test_the_edition_has_addresses_of_the_web(sample: Path, key: str, value: str) -> None:
    text = (sample / CONFIG).read_text()
    (sample / CONFIG).write_text(re.sub(rf"(?m)^{key}: .*", lambda _: f"{key}: {value}", text))
    status, told = run(sample)
    assert harm(sample) == [] and (status == 0 or f"{CONFIG}:" in told)


# -- XML ----------------------------------------------------------------------------------------------

SECRET = "the contents of another file"
FROZEN = "annotations/releases/0.9.zip"


def archive(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An edition with a version frozen, and the TEI of a letter in it."""
    root = copy_sample(tmp_path_factory.mktemp("frozen") / "sample")
    assert run(root, "publish", "0.9", "-m", "First.")[0] == 0
    with zipfile.ZipFile(root / FROZEN) as file:
        return root, file.read("tei/L3.xml").decode()


BOMB = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
XML: dict[str, Callable[[str, str], str]] = {
    "external entity": lambda tei, s: (
        f'<!DOCTYPE TEI [<!ENTITY e SYSTEM "{s}">]>{tei.replace("thanks", "&e;")}'
    ),
    "internal entity": lambda tei, s: f'<!DOCTYPE TEI [<!ENTITY e "x">]>{tei.replace("thanks", "&e;")}',
    "parameter entity": lambda tei, s: f'<!DOCTYPE TEI [<!ENTITY % e SYSTEM "{s}">%e;]>{tei}',
    "external DTD": lambda tei, s: f'<!DOCTYPE TEI SYSTEM "{s}">{tei}',
    "network": lambda tei, s: f'<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/x.dtd">{tei}',
    "billion laughs": lambda tei, s: f'<!DOCTYPE TEI [<!ENTITY a "a">{BOMB}]>{tei.replace("thanks", "&j;")}',
    "XInclude": lambda tei, s: tei.replace(
        "thanks", f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{s}" parse="text"/>'
    ),
    "script": lambda tei, s: tei.replace("thanks", f'<x xmlns="http://www.w3.org/1999/xhtml">{SCRIPT}</x>'),
    "link": lambda tei, s: tei.replace("thanks", '<ref target="javascript:alert(1)">x</ref>'),
    "depth": lambda tei, s: tei.replace("thanks", "<hi>" * 5000 + "</hi>" * 5000),
    "id": lambda tei, s: tei.replace('xml:id="L3"', 'xml:id="../../x"'),
    "not closed": lambda tei, s: tei[:-40],
    "no letter": lambda tei, s: '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="L3"/>',
    "another form": lambda tei, s: '<html xmlns="http://www.w3.org/1999/xhtml"/>',
}


@pytest.mark.parametrize("attack", XML)
def test_xml_brings_nothing_with_it(frozen: tuple[Path, str], sample: Path, attack: str) -> None:
    root, tei = frozen
    secret = sample.parent / "secret.txt"
    secret.write_text(SECRET)
    shutil.copytree(root, sample, dirs_exist_ok=True)
    body = tei.partition("?>")[2]
    assert "thanks" in body
    write(sample, FROZEN, archive({"tei/L3.xml": XML[attack](body, secret.as_uri())}))
    status, told = run(sample)
    assert status == 1 and f"{FROZEN}: error N207 tei/L3.xml" in told and SECRET not in told
    assert not (sample / "site").exists()


ZIPS: dict[str, Callable[[], bytes]] = {
    "no archive": lambda: b"PK\x03\x04junk",
    "empty": lambda: b"",
    "bomb": lambda: archive({"tei/L3.xml": b" " * 101_000_000}),
    "NUL": lambda: archive({"tei/L3.xml": b"\0" * 10}),
}


@pytest.mark.parametrize("attack", ZIPS)
def test_an_archive_is_told_when_it_is_none(sample: Path, attack: str) -> None:
    write(sample, FROZEN, ZIPS[attack]())
    status, told = run(sample)
    assert status == 1 and f"{FROZEN}: error N207" in told


def test_the_members_of_an_archive_stay_in_it(frozen: tuple[Path, str], sample: Path) -> None:
    root, tei = frozen
    shutil.copytree(root, sample, dirs_exist_ok=True)
    names = [
        "../../../evil.xml",
        "tei/../../evil.xml",
        "/evil.xml",
        "tei/L1/../../../evil.xml",
        "..\\evil.xml",
    ]
    write(sample, FROZEN, archive({"tei/L3.xml": tei, **dict.fromkeys(names, tei)}))
    assert run(sample)[0] == 0
    assert not list(sample.parent.rglob("evil*")) and not Path("/evil.xml").exists()


# -- YAML ---------------------------------------------------------------------------------------------

YAML = {
    "alias": "place-lund: &a {name: Lund}\nplace-b: *a\n",
    "bomb": "a: &a [x, x]\n" + "".join(f"{c}: &{c} [{f'*{chr(ord(c) - 1)},' * 9}]\n" for c in "bcdefghi"),
    "endless": "place-lund: &a\n  name: *a\n",
    "object": 'place-lund: !!python/object/apply:os.system ["touch {root}/pwned"]\n',
    "name": "place-lund: {name: !!python/name:os.system x}\n",
    "own tag": "place-lund: {name: !secret x}\n",
    "text tag": "place-lund: {name: !!str x}\n",
    "deep list": "place-lund: " + "[" * 3000 + "]" * 3000,
    "deeper than the stack": "place-lund: " + "[" * 100_000,
    "deep mapping": "place-lund: " + "{a: " * 2000 + "b" + "}" * 2000,
    "deep block": "".join(" " * depth + "a:\n" for depth in range(1000)),
    "deep dashes": "- " * 5000 + "x",
    "two documents": "place-lund: {name: x}\n---\nplace-b: {name: y}\n",
    "NUL": 'place-lund: {name: "x\0"}',
    "escaped NUL": 'place-lund: {name: "x\\0"}',
    "escaped control": 'place-lund: {name: "x\\x08"}',
    "surrogate": 'place-lund: {name: "x\\ud800"}',
}


@pytest.mark.parametrize("attack", YAML)
def test_yaml_is_data(sample: Path, attack: str) -> None:
    write(sample, PLACES, YAML[attack].replace("{root}", str(sample)))
    status, told = run(sample, "check")
    assert status == 1 and re.search(rf"{PLACES}:\d+(:\d+)?: error D1", told)
    assert not (sample / "pwned").exists()


@pytest.mark.parametrize("attack", ["object", "deeper than the stack", "endless"])
def test_metadata_configuration_and_recipes_are_data_too(sample: Path, attack: str) -> None:
    for path in (CONFIG, "sources/recipes/x.yaml"):
        root = copy_sample(sample.parent / path.replace("/", "-"))
        write(root, path, YAML[attack].replace("{root}", str(root)))
        shutil.copytree(ROOT / "tests/tiny", root / "books")
        command = ("import", str(root / "books")) if "recipes" in path else ("build",)
        status, told = run(root, *command)
        assert status == 1 and f"{path}:" in told and not (root / "pwned").exists()
    write(sample, LETTER, f"---\n{YAML[attack]}\n---\n\nText.\n")
    status, told = run(sample)
    assert status == 1 and f"{LETTER}:" in told and not (sample / "pwned").exists()


# -- depth, length, characters ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("> " * 3000 + "x", "marks within marks"),
        ("[" * 3000 + "x" + "]" * 3000, "more than 5000 signs"),
        ("*" * 50_000 + "a" + "*" * 50_000, "more than 5000 signs"),
    ],
    ids=["quotations", "brackets", "emphasis"],
)
@pytest.mark.parametrize("path", [LETTER, ESSAY])
def test_marks_within_marks_are_told(sample: Path, text: str, fault: str, path: str) -> None:
    add(sample, path, text)
    status, told = run(sample)
    assert status == 1 and re.search(rf"{path}:\d+:1: error M106 {fault}", told)


LONG = {
    "words": "word " * 200_000,
    "one word": "x" * 500_000,
    "signs": "<" * 50_000,
    "half marks": "*a _b " * 3000,
    "ticks": "`" * 20_000 + " " + "`a" * 20_000,
    "references": "[^1]" * 3000,
    "open": "[" * 10_000,
    "attributes": "[x]{" + ".a " * 20_000 + "}",
    "fences": "\n".join(":" * (500 - depth) + " enclosure" for depth in range(300)) + "\nx",
}


@pytest.mark.parametrize("what", LONG)
def test_gigantic_lines_end_in_a_build_or_in_findings(sample: Path, what: str) -> None:
    add(sample, ESSAY, LONG[what])
    status, told = run(sample)
    assert status == 0 or f"{ESSAY}:" in told


@pytest.mark.parametrize("path", [LETTER, TEXT, ESSAY])
def test_characters_that_are_none_are_told(sample: Path, path: str) -> None:
    characters = ["\0", "\x08", "\x0b", "\x1b", "\ufffe", "\uffff"]
    first = (sample / path).read_text().count("\n") + 2
    add(sample, path, "\n\n".join(f"one {character} two" for character in characters))
    status, told = run(sample, "check", "--all")
    assert status == 1
    for number in range(len(characters)):
        assert f"{path}:{first + 2 * number}:5: error M106" in told


@pytest.mark.parametrize("path", [LETTER, TEXT, NOTES, PERSONS, CONFIG])
def test_bytes_that_are_not_utf_8_are_told(sample: Path, path: str) -> None:
    (sample / path).write_bytes((sample / path).read_bytes() + b"\n# \xff\xfe\n")
    status, told = run(sample, "check")
    assert status == 1 and re.search(rf"{path}:\d+(:\d+)?: error D109", told)


# -- paths --------------------------------------------------------------------------------------------

STRAY = "../../../stray"
IDS = {
    "letter": (LETTER, "id: L3", f"id: {STRAY}"),
    "letter 0": (LETTER, "id: L3", "id: L0"),
    "essay": (ESSAY, "id: essay-mosses", f"id: essay-{STRAY}"),
    "register": (PLACES, "place-lund:", f"place-lund:\n  name: A\nplace-{STRAY}:"),
    "register with a slash": (PLACES, "place-lund:", "place-lund:\n  name: A\nplace-a/b:"),
    "register with a sign": (PLACES, "place-lund:", "place-lund:\n  name: A\n'place-\"><script>':"),
    "register without a name": (PLACES, "place-lund:", "place-lund:\n  name: A\nplace-:"),
    "register like a page": (PLACES, "place-lund:", "place-lund:\n  name: A\nplace-index.html:"),
    "topic": ("annotations/topics.yaml", "topic-mosses:", "topic-..:"),
    "event": ("annotations/events.yaml", "event-garden:", "event-a#b:"),
    "note": (NOTES, "id: n-garden", f"id: n-{STRAY}"),
    "document of a note": (NOTES, "document: L1", f"document: {STRAY}"),
    "version": (CONFIG, 'version: "1.0"', f'version: "{STRAY}"'),
    "version of dots": (CONFIG, 'version: "1.0"', 'version: ".."'),
    "paragraph": (TEXT, "{#p7}", f"{{#{STRAY}}}"),
    "paragraph with a sign": (TEXT, "{#p7}", '{#p7"onclick=x}'),
    "text": (TEXT, "letter: L2", f"letter: {STRAY}"),
}


@pytest.mark.parametrize("what", IDS)
def test_an_id_is_no_path(sample: Path, what: str) -> None:
    path, old, new = IDS[what]
    before = set(sample.parent.rglob("*"))
    replace_in(sample / path, old, new)
    status, told = run(sample)
    assert status == 1 and re.search(rf"{path}:\d+:\d+: error", told)
    assert {p for p in set(sample.parent.rglob("*")) - before if ".cache" not in p.parts} == set()


@pytest.mark.parametrize("version", [STRAY, "..", ".", "a/b", "a\\b", "1.0\n", "-x", "", "\0", "1.1/../../x"])
def test_a_version_is_no_path(sample: Path, version: str) -> None:
    status, _ = run(sample, "publish", "-m", "More.", "--", version)
    assert status in {1, 2} and not list(sample.parent.rglob("*.zip"))


def test_a_date_of_publication_is_a_date(sample: Path) -> None:
    before = (sample / CONFIG).read_bytes()
    for date in ("x\nurl: https://evil.example/", "2026-13-45", "today"):
        status, told = run(sample, "publish", "1.1", "-m", "More.", "--date", date)
        assert status in {1, 2} and "error" in told.lower()
        assert (sample / CONFIG).read_bytes() == before


def test_a_recipe_writes_into_the_imported_folders_only(sample: Path) -> None:
    shutil.copytree(ROOT / "tests/tiny", sample / "books", ignore=shutil.ignore_patterns("golden", "*.yaml"))
    recipe = (ROOT / "tests/tiny/tiny.yaml").read_text()
    write(sample, "sources/recipes/tiny.yaml", f"{recipe}\nprose:\n  parts: [{{id: {STRAY}}}]\n")
    before = {p for p in sample.parent.rglob("*") if ".cache" not in p.parts}
    status, told = run(sample, "import", str(sample / "books"))
    assert status == 1 and "sources/recipes/tiny.yaml:" in told
    assert {p for p in sample.parent.rglob("*") if ".cache" not in p.parts} == before


def test_the_list_of_imported_files_takes_nothing_away_elsewhere(sample: Path) -> None:
    victim = sample.parent / "victim.txt"
    victim.write_text("precious")
    shutil.copytree(ROOT / "tests/tiny", sample / "books", ignore=shutil.ignore_patterns("golden", "*.yaml"))
    shutil.copy(ROOT / "tests/tiny/tiny.yaml", sample / "sources/recipes.yaml")
    (sample / "sources/recipes").mkdir()
    (sample / "sources/recipes.yaml").rename(sample / "sources/recipes/tiny.yaml")
    digest = hashlib.sha256(b"precious").hexdigest()
    write(sample, "sources/imported/manifest.json", json.dumps({"../victim.txt": [digest, "tiny"]}))
    status, told = run(sample, "import", str(sample / "books"), "--force")
    assert victim.read_text() == "precious" and status == 1 and "victim.txt" in told


# -- links of the file system -------------------------------------------------------------------------


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    (folder / "letters/1").mkdir(parents=True)
    (folder / "secret.md").write_text("---\nid: L9\n---\n\nThe secret.\n")
    (folder / "letters/1/index.html").write_text("precious")
    return folder


LINKED = [
    "sources/letters/009.md", "sources/linked", "sources/imported/essays", "annotations/linked.yaml",
    "annotations/releases", "templates/css/linked.css", "templates/linked",
]  # fmt: skip


@pytest.mark.parametrize("path", LINKED)
def test_a_link_in_the_sources_is_refused(sample: Path, outside: Path, path: str) -> None:
    own_template(sample, "css/book.css")
    (sample / path).symlink_to(outside / "secret.md" if "." in path else outside)
    for command in ("build", "check"):
        status, told = run(sample, command)
        assert status == 1 and told.count("\n") == 1 and str(sample / path) in told and "link" in told


@pytest.mark.parametrize("path", ["sources", "annotations", "templates"])
def test_a_folder_that_is_a_link_is_refused(sample: Path, outside: Path, path: str) -> None:
    own_template(sample, "css/book.css")
    shutil.move(sample / path, outside / path)
    (sample / path).symlink_to(outside / path)
    status, told = run(sample)
    assert status == 1 and str(sample / path) in told and "link" in told


@pytest.mark.parametrize("path", ["letters", "letters/1", "letters/1/index.html", "index.html", "new"])
def test_a_link_in_the_site_is_not_written_through(sample: Path, outside: Path, path: str) -> None:
    """In place of a file of ours it is replaced; in the way of one it is told; elsewhere it is left alone."""
    assert run(sample)[0] == 0
    whole = {p: p.read_bytes() for p in (sample / "site").rglob("*.html")}
    place = sample / "site" / path
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    target = outside / "letters" if place.suffix == "" else outside / "letters/1/index.html"
    place.symlink_to(target)
    in_the_way = path.startswith("letters") and not place.suffix
    status, told = run(sample)
    assert status == in_the_way and (f"{place}: no build made this" in told) == in_the_way
    assert (outside / "letters/1/index.html").read_text() == "precious"
    if not in_the_way:
        assert {p: p.read_bytes() for p in (sample / "site").rglob("*.html")} == whole
    assert place.is_symlink() == (path == "new" or in_the_way)


@pytest.mark.parametrize("path", ["site", ".cache"])
def test_a_site_that_is_a_link_is_refused(sample: Path, outside: Path, path: str) -> None:
    (sample / path).symlink_to(outside)
    status, told = run(sample)
    assert status == 1 and told.count("\n") == 1 and str(sample / path) in told and "link" in told
    assert (outside / "letters/1/index.html").read_text() == "precious" and len(list(outside.iterdir())) == 2


@pytest.mark.parametrize("name", ["lock", "build.json", ".build.json.new", "search-index.json", "site-next"])
def test_a_link_in_the_cache_is_not_written_through(sample: Path, outside: Path, name: str) -> None:
    (sample / ".cache").mkdir()
    (sample / ".cache" / name).symlink_to(outside / "secret.md" if "." in name or name == "lock" else outside)
    run(sample)
    assert "The secret" in (outside / "secret.md").read_text()
    assert sorted(p.name for p in outside.iterdir()) == ["letters", "secret.md"]


def test_a_publication_is_not_written_through_a_link(sample: Path, outside: Path) -> None:
    (sample / "CITATION.cff").symlink_to(outside / "secret.md")
    (sample / "annotations/.hidden").symlink_to(outside)
    before = (outside / "secret.md").read_bytes()
    run(sample, "publish", "1.1", "-m", "More.")
    assert (outside / "secret.md").read_bytes() == before


# -- files that are none ------------------------------------------------------------------------------


def test_what_cannot_be_read_is_told_and_nothing_is_taken_away(sample: Path, monkeypatch) -> None:
    assert run(sample)[0] == 0
    before = {p: p.read_bytes() for p in (sample / "site").rglob("*") if p.is_file()}
    scandir, read_bytes = os.scandir, Path.read_bytes

    def closed_folder(path="."):
        if str(path).endswith("sources/letters"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    def closed_file(path: Path) -> bytes:
        if path.name == "003.md":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    for owner, name, refuse in ((os, "scandir", closed_folder), (Path, "read_bytes", closed_file)):
        for command in (["build", "--force"], ["check"], ["publish", "1.1", "-m", "x"]):
            monkeypatch.setattr(owner, name, refuse)
            status, told = run(sample, *command)
            monkeypatch.undo()
            assert status == 1 and "Permission denied" in told and told.count("\n") == 1
    assert {p: p.read_bytes() for p in (sample / "site").rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    "path", [LETTER, CONFIG, PERSONS, "annotations/anchors.tsv", "templates/letter.html.j2"]
)
def test_a_folder_in_place_of_a_file(sample: Path, path: str) -> None:
    own_template(sample, "letter.html.j2")
    (sample / path).unlink(missing_ok=True)
    (sample / path).mkdir()
    result = CliRunner().invoke(main, ["build", "--root", str(sample)])
    assert result.exit_code in {0, 1}
    if not path.startswith("templates"):
        assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
        assert path in result.output and result.output.count("Error") == 1


@pytest.mark.parametrize("path", ["sources", "annotations", "site", ".cache", "static", "templates"])
def test_a_file_in_place_of_a_folder(sample: Path, path: str) -> None:
    shutil.rmtree(sample / path, ignore_errors=True)
    (sample / path).write_text("a file")
    status, told = run(sample)
    assert status == 1 and path in told


@pytest.mark.parametrize("path", ["sources/letters/009.md", "sources/maps/x.yaml"])
def test_a_pipe_is_told_and_nobody_waits_for_it(sample: Path, path: str) -> None:
    pipe = sample / path
    pipe.parent.mkdir(exist_ok=True)
    os.mkfifo(pipe)
    command = [sys.executable, str(ROOT / "build.py"), "check", "--root", str(sample)]
    result = subprocess.run(command, timeout=60, capture_output=True)
    assert result.returncode == 1 and str(pipe).encode() in result.stderr and result.stderr.count(b"\n") == 1


@pytest.mark.parametrize("name", [b"sources/letters/\xff.md", b"static/\xff.txt", b"annotations/a\nb.yaml"])
def test_a_name_that_is_no_text_is_told(sample: Path, name: bytes) -> None:
    path = sample / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    status, told = run(sample)
    assert status == 1 and "give it another" in told and told.count("\n") == 1


# -- terminals, and what is given on the command line --------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "cp437"])
def test_a_message_reaches_a_pipe_of_any_encoding(sample: Path, encoding: str, monkeypatch) -> None:
    replace_in(sample / LETTER, "kind: note", "kind: жук")
    pipe = io.TextIOWrapper(io.BytesIO(), encoding)  # as Python begins with
    monkeypatch.setattr(sys, "stdout", pipe)
    with pytest.raises(SystemExit, match="1"):
        main(["check", "--format", "json", "--root", str(sample)])
    monkeypatch.undo()
    pipe.flush()
    assert b"D105" in pipe.buffer.getvalue()


def test_an_argument_that_is_not_utf8_is_told(sample: Path) -> None:
    status, told = run(sample, "publish", "1.1", "-m", b"caf\xe9".decode("utf-8", "surrogateescape"))
    assert status == 2 and "argument 4 is not UTF-8" in told


def test_templates_are_said_to_be_programs_before_the_first_build(sample: Path) -> None:
    own_template(sample, "about.html.j2")
    assert (
        "They are programs" in run(sample)[1]
        and "They are programs" not in run(sample, "build", "--force")[1]
    )
