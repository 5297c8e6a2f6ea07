"""The site is found, shared and followed: descriptions, site map, feed, the page for what is not there."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import run_command
from lxml import etree, html

from edition.cli import main
from edition.model import Source
from edition.pipeline import assemble
from edition.read.list_files import read_changes
from edition.store.source_files import read_files
from edition.tei.canonical import parse
from edition.tei.tree import select

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def site(layer: Path) -> Path:
    return layer / "site"


@cache
def heads(site: Path) -> dict[str, html.HtmlElement]:
    """The heads of all pages but one, for which nobody looks; the rest of a page is not read."""
    pages = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}
    return {
        path: html.document_fromstring(page.partition(b"</head>")[0]).find("head")
        for path, page in pages.items()
        if path != "404.html"
    }


def content(head: html.HtmlElement, key: str, name: str) -> str:
    (found,) = head.xpath(f"meta[@{key}=$name]/@content", name=name)
    return found


@cache
def base(site: Path) -> str:
    return html.parse(str(site / "index.html")).xpath("string(//link[@rel='canonical']/@href)")


def test_each_page_has_a_title_and_a_description_of_its_own(site: Path) -> None:
    titles, descriptions = {}, {}
    for path, head in heads(site).items():
        title, description = head.findtext("title"), content(head, "name", "description")
        assert title not in titles, (path, titles[title])
        assert description not in descriptions, (path, descriptions[description])
        assert 25 <= len(description) <= 240 and not re.search(r"[ ,;:]…$", description), path
        titles[title], descriptions[description] = path, path


def test_each_page_says_what_a_link_to_it_shall_show(site: Path) -> None:
    for path, head in heads(site).items():
        present = re.sub(r"^v/[^/]+/(?=[a-z]+/)", "", path)  # what stands in an old version names the new one
        address = base(site) + present.removesuffix("index.html")
        assert head.xpath("link[@rel='canonical']/@href") == [address]
        assert content(head, "property", "og:url") == address
        assert content(head, "property", "og:title") == head.findtext("title")
        assert content(head, "property", "og:description") == content(head, "name", "description")
        kind = "article" if re.match(r"letters/\d|essays/.+/", path) else None
        assert content(head, "property", "og:type") == (kind or content(head, "property", "og:type"))
    assert content(heads(site)["persons/index.html"], "property", "og:type") == "website"


def test_the_canonical_address_of_a_letter_is_that_of_its_tei(site: Path) -> None:
    tree = parse((site / "tei/L16.xml").read_bytes())
    (address,) = select(tree, "//t:publicationStmt/t:idno")
    assert address.text == heads(site)["letters/16/index.html"].xpath("string(link[@rel='canonical']/@href)")


def test_the_site_map_lists_every_page_once(site: Path) -> None:
    root = etree.parse(str(site / "sitemap.xml")).getroot()
    assert root.tag == f"{{{MAP['s']}}}urlset"
    found = root.xpath("s:url/s:loc/text()", namespaces=MAP)
    present = [path for path in heads(site) if not path.startswith("v/")]
    expected = {base(site) + path.removesuffix("index.html") for path in present}
    assert len(found) == len(set(found)) and set(found) == expected
    assert set(root.xpath("s:url/s:lastmod/text()", namespaces=MAP)) == {published(site.parent)}
    assert [child.tag.partition("}")[2] for child in root[0]] == ["loc", "lastmod"]


def published(root: Path) -> str:
    return re.search(r"^date: (\S+)$", (root / "sources/edition.yaml").read_text(), re.M)[1]


def test_robots_may_read_all_and_are_told_of_the_site_map(site: Path) -> None:
    lines = (site / "robots.txt").read_text().splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"] and f"Sitemap: {base(site)}sitemap.xml" in lines


def test_the_feed_has_what_atom_requires(site: Path) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title, updated, an author, and a link where there is no content."""
    root = etree.parse(str(site / "feed.xml")).getroot()
    assert root.tag == f"{{{ATOM['a']}}}feed"
    entries = root.xpath("a:entry", namespaces=ATOM)
    assert entries and root.xpath("a:author/a:name/text()", namespaces=ATOM)
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            (found,) = element.xpath(f"a:{name}", namespaces=ATOM)
            assert found.text
        assert datetime.fromisoformat(element.findtext("a:updated", namespaces=ATOM)).tzinfo
    assert root.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [base(site) + "feed.xml"]
    ids = root.xpath("//a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids)) and all(one.startswith("https://") for one in ids)
    for entry in entries:
        (address,) = entry.xpath("a:link[@rel='alternate']/@href", namespaces=ATOM)
        path, _, anchor = address.removeprefix(base(site)).partition("#")
        assert html.parse(str(site / path / "index.html")).xpath("//*[@id=$id]", id=anchor)


def test_the_newest_change_is_the_present_version(own_edition: Path) -> None:
    changes, problems = read_changes(changes_source((own_edition / "sources/changes.yaml").read_text()))
    config = (own_edition / "sources/edition.yaml").read_text()
    assert problems == []
    assert f'version: "{changes[-1].version}"' in config and changes[-1].date == published(own_edition)


def changes_source(text: str) -> Source:
    return Source("sources/changes.yaml", text.encode())


LIST = """\
- {version: "1.0", date: 2026-01-01, what: The first.}
- {version: "1.1", date: 2026-02-03, what: A letter was dated anew., concerns: [L2]}
"""


def test_changes_stand_in_the_tei_of_what_they_concern(sample: Path) -> None:
    publish = ["publish", "1.0", "-m", "The first.", "--date", "2026-01-01"]
    run_command(main, [*publish, "--root", str(sample)])
    (sample / "sources/changes.yaml").write_text(LIST)
    run_command(main, ["build", "--root", str(sample)])
    for name, versions in {"L1": ["1.0"], "L2": ["1.1", "1.0"], "registers": ["1.0"]}.items():
        tree = parse((sample / f"site/tei/{name}.xml").read_bytes())
        found = select(tree, "//t:revisionDesc/t:listChange/t:change")
        assert [change.get("n") for change in found] == versions, name
    root = etree.parse(str(sample / "site/feed.xml")).getroot()
    assert root.findtext("a:updated", namespaces=ATOM) == "2026-02-03T00:00:00Z"
    page = html.parse(str(sample / "site/about/changes/index.html"))
    assert page.xpath("//section[@id='v1.1']//a/@href") == ["../../letters/2/index.html"]


def test_without_a_list_of_changes_there_is_no_feed(sample: Path) -> None:
    run_command(main, ["build", "--root", str(sample)])
    assert not (sample / "site/feed.xml").exists() and not (sample / "site/about/changes").exists()
    assert "feed.xml" not in (sample / "site/index.html").read_text()
    assert (sample / "site/sitemap.xml").is_file()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2026-02-03", "2026-02-30", "2:26: error D106"),
        ("2026-02-03", "2026-02", "2:26: error D105"),
        ('"1.1"', '"1.0"', "2:13: error N101"),
        ("what: A", "that: A", "2:38: error D103"),
        ("[L2]", "[L99]", "2:81: error L102"),
    ],
)
def test_a_mistake_in_the_list_is_told_at_its_line(sample: Path, old: str, new: str, told: str) -> None:
    (sample / "sources/changes.yaml").write_text(LIST.replace(old, new))
    found = [str(finding) for finding in assemble(read_files(sample)).diagnostics]
    assert any(f"sources/changes.yaml:{told}" in finding for finding in found), found


def test_the_page_for_what_is_not_there_stands_alone(site: Path) -> None:
    """It is served at any depth: no relative address, and the style within is allowed by its hash alone."""
    page = html.parse(str(site / "404.html")).getroot()
    assert all(link.startswith(base(site)) for _, _, link, _ in page.iterlinks())
    (style,) = page.xpath("//style")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "unsafe-inline" not in policy and not page.xpath("//script | //*[@style]")
    assert f"'sha256-{b64encode(sha256(style.text.encode()).digest()).decode()}'" in policy
