"""The guide: the tutorial does what it says, the commands are all described, the pages are on the site."""

from __future__ import annotations

import re
import shlex
from contextlib import chdir
from pathlib import Path

import axe
import click
import pytest
from conftest import ROOT, copy_sample, run_command, url
from lxml import html
from markdown_it import MarkdownIt
from site_links import broken_links

from edition.cli import main
from edition.forms.manual import INDEX, PAGE_LINK, manual_page, manual_path
from edition.pipeline import assemble
from edition.render.search.texts import parts_of
from edition.store.source_files import read_files

DOCS = ROOT / "docs"
NAMES = sorted(path.stem for path in DOCS.glob("*.md"))
PROMISE = re.compile(r"`([^`\s]+\.html)`(?:(?!\.html`).)*?There stands: “([^”]+)”", re.S)


# -- the tutorial ------------------------------------------------------------------------------------


def steps_of(text: str) -> list[tuple[str, str]]:
    """The tutorial as a list of what is to be done: (“file NAME”, content), (“sh”, commands), (“output”,
    lines), (“page PATH”, words that stand there)."""
    found: list[tuple[str, str]] = []
    for token in MarkdownIt("commonmark").parse(text):
        kind, _, name = token.info.partition(" ")
        if token.type == "fence" and name and kind in {"yaml", "markdown"}:
            found.append((f"file {name}", token.content))
        elif token.type == "fence" and kind in {"sh", "text"}:
            found.append(({"sh": token.info, "text": "output"}[kind], token.content))
        elif token.type == "inline":
            promised = PROMISE.findall(token.content)
            found += [(f"page {path}", " ".join(words.split())) for path, words in promised]
    return found


def run(command: str, folder: Path, *, expect: int) -> str:
    """What the command says, typed in the folder."""
    assert command.startswith("edition "), command
    with chdir(folder):
        return run_command(main, shlex.split(command)[1:], expect=expect).output


def words_on(page: Path) -> str:
    return " ".join("".join(html.parse(str(page)).xpath("//body//text()")).split())


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    steps = steps_of((DOCS / "tutorial.md").read_text("utf-8"))
    assert len([step for step, _ in steps if step.startswith("page")]) >= 7
    output = ""
    for step, content in steps:
        what, _, name = step.partition(" ")
        if what == "file":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content, encoding="utf-8")
        elif what == "sh":
            for command in content.splitlines():
                output = run(command, tmp_path, expect=1 if name == "fails" else 0)
                assert name == "fails" or "warning" not in output, output
        elif what == "output":
            for line in content.splitlines():
                assert line == "…" or line in output, (line, output)
        else:
            assert content in words_on(tmp_path / name), (name, content)
    letters = sorted((tmp_path / "seeds/site/letters").glob("*/index.html"))
    assert len(letters) == 3 and broken_links(tmp_path / "seeds/site") == []
    run_command(main, ["check", "--root", str(tmp_path / "seeds")])


def test_every_file_of_the_tutorial_is_named_in_its_words() -> None:
    """Where the language of a block is not shown, the reader still learns which file it is."""
    text = (DOCS / "tutorial.md").read_text("utf-8")
    for step, _ in steps_of(text):
        if step.startswith("file "):
            assert f"`{step[5:]}`" in text, step


# -- the commands ------------------------------------------------------------------------------------


def commands(command: click.Command, context: click.Context, name: str = ""):
    """(name, command, its context) of each command, those of groups after the group."""
    if name:
        yield name, command, context
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from commands(found, click.Context(found, context, inner), f"{name} {inner}".strip())


def described(name: str, command: click.Command, context: click.Context) -> str:
    """The section on a command, in click's own words."""
    usage = " ".join(["edition", name, *command.collect_usage_pieces(context)])
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    rows = [_row(*record) for record in records if record and record[0] != "--help" and record[1]]
    pieces = [
        f"{'###' if ' ' in name else '##'} {name}",
        " ".join((command.help or "").split()),
        f"```sh\n{usage}\n```",
        "\n".join(["| option | what it does |", "|---|---|", *rows]) if rows else "",
    ]
    return "\n\n".join(filter(None, pieces))


def _row(option: str, words: str) -> str:
    words = re.sub(r" \(\d{4}-\d\d-\d\d\)", "", words)  # today
    option, words = (" ".join(text.replace("|", "\\|").split()) for text in (option, words))
    return f"| `{option}` | {words} |"


def test_every_command_and_option_is_described(golden) -> None:
    """What stands before the first command is written by hand, the rest by the commands themselves: after a
    change say `pytest --accept tests/test_guide.py`."""
    path = DOCS / "commands.md"
    head = path.read_text("utf-8").partition("\n## ")[0]
    context = click.Context(main, info_name="edition")
    sections = [described(*found) for found in commands(main, context)]
    golden(path, "\n\n".join([head.rstrip(), *sections]) + "\n")


def test_a_missing_option_would_be_told() -> None:
    @click.command()
    @click.option("--new-thing", help="Does it.")
    def build() -> None:
        """Build."""

    text = described("build", build, click.Context(build))
    assert "| `--new-thing TEXT` | Does it. |" in text and "edition build [OPTIONS]" in text


# -- the tasks ---------------------------------------------------------------------------------------


def test_the_examples_of_the_tasks_are_read_as_they_are_meant() -> None:
    """Every block of YAML in the tasks is YAML; every date in it is one."""
    import yaml

    from edition.words.dates import parse_date

    blocks = [
        t for t in MarkdownIt("commonmark").parse((DOCS / "how-to.md").read_text("utf-8")) if t.info == "yaml"
    ]
    assert len(blocks) >= 6
    dates = [date for block in blocks for date in re.findall(r"^date: (\S+)", block.content, re.M)]
    assert len(dates) >= 7 and all(parse_date(date.strip('"')).sort_key for date in dates)
    for block in blocks:
        assert block.content.startswith("date:") or yaml.safe_load(block.content)


# -- the pages ---------------------------------------------------------------------------------------


def begin_guide(root: Path) -> Path:
    """An edition that wants a guide on its site: the folder for it."""
    config = root / "sources/edition.yaml"
    config.write_text(config.read_text("utf-8") + "manual: true\n", "utf-8")
    (root / "docs").mkdir()
    return root / "docs"


@pytest.fixture(scope="module")
def with_guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with the real guide, built."""
    import shutil

    root = copy_sample(tmp_path_factory.mktemp("guide") / "edition")
    folder = begin_guide(root)
    for name in NAMES:
        shutil.copy(DOCS / f"{name}.md", folder)
    run_command(main, ["build", "--root", str(root)])
    return root


def test_every_page_is_on_the_site_and_its_links_lead_somewhere(with_guide: Path) -> None:
    for name in NAMES:
        assert (with_guide / "site" / manual_path(name)).is_file(), name
    assert broken_links(with_guide / "site") == []
    assert "guide/index.html" in (with_guide / "site/about/index.html").read_text()


def test_an_edition_that_does_not_want_a_guide_has_none(sample: Path) -> None:
    (sample / "docs").mkdir()
    (sample / "docs/README.md").write_text("# Not for readers\n\n[nowhere](nowhere.md)\n")
    run_command(main, ["build", "--root", str(sample)])
    assert not (sample / "site/about/guide").exists()
    assert "guide/index.html" not in (sample / "site/about/index.html").read_text()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "codes"])  # which is made by the program
def test_a_page_says_whom_it_is_for(name: str) -> None:
    page = manual_page(name, f"docs/{name}.md", (DOCS / f"{name}.md").read_text("utf-8"))
    assert page.title != name and page.sections[0].level == 1
    assert page.lead.startswith("For "), "the first paragraph says whom the page is for"


def test_the_index_leads_to_every_page() -> None:
    index = manual_page(INDEX, "docs/README.md", (DOCS / "README.md").read_text("utf-8"))
    linked = {found["name"] for link in index.links if (found := PAGE_LINK.fullmatch(link.target))}
    assert linked | {INDEX} == set(NAMES)


def test_files_that_the_guide_names_exist() -> None:
    for path in sorted(DOCS.glob("*.md")):
        for name in re.findall(
            r"`((?:docs|edition|examples|tests|benchmarks)/[\w./-]+)`", path.read_text("utf-8")
        ):
            assert (ROOT / name).exists(), f"{path.name}: {name}"


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("See [there](nowhere.md).", "L102", "the guide has no page “nowhere”"),
        ("See [there](commands.md#bild).", "L102", "has no heading “bild”"),
        ("See [there](#buildd).", "L102", "has no heading “buildd”"),
        ("See [there](ftp://example.org/).", "M107", "a link must not lead to “ftp://example.org/”"),
    ],
)
def test_a_broken_link_is_told_with_its_line(sample: Path, line: str, code: str, said: str) -> None:
    (begin_guide(sample) / "commands.md").write_text(
        f"# Commands\n\nFor all.\n\n{line}\n\n## build\n\nIt builds.\n"
    )
    (finding,) = assemble(read_files(sample)).diagnostics
    assert (finding.code, finding.location.path, finding.location.line) == (code, "docs/commands.md", 5)
    assert said in finding.message


def test_markup_of_the_guide_is_harmless(sample: Path) -> None:
    """No raw HTML, no style, no picture from elsewhere, no address that runs; what is wide can be reached."""
    folder = begin_guide(sample)
    text = "# A <b>title</b>\n\nFor `all` <script>alert(1)</script>\n\n<div onclick='x'>y</div>\n\n"
    text += "| a | b |\n|:--|--:|\n| 1 | <i>2</i> |\n\n```html\n<script>\n```\n\n"
    text += "## A <i>part</i>\n\n## A part\n\n## A part\n\n"
    text += "[x](javascript:alert(1)) [file](../README.md) ![img](https://evil.example/x.png)\n"
    (folder / "README.md").write_text(text)
    run_command(main, ["build", "--root", str(sample)])
    page = html.parse(str(sample / "site/about/guide/index.html"))
    article = page.xpath("//article")[0]
    assert not article.xpath(".//script | .//div[@onclick] | .//b | .//i | .//img | .//*[@style]")
    assert not article.xpath(".//a[contains(@href, 'javascript') or contains(@href, 'README')]")
    assert article.xpath(".//pre[@tabindex='0']") and article.xpath(".//*[@tabindex='0']//table")
    ids = article.xpath(".//h2/@id")
    assert len(ids) == len(set(ids)) == 3


def test_the_guide_is_not_in_the_search_of_the_edition(with_guide: Path) -> None:
    result = assemble(read_files(with_guide))
    assert result.edition is not None and result.config is not None
    texts = [text for part in parts_of(result.edition, result.config) for text in part.texts()]
    assert texts and not [text for text in texts if text.url.startswith("about/guide/")]


@pytest.mark.parametrize("name", ["README", "tutorial", "how-to", "codes", "source-format", "commands"])
def test_axe_finds_nothing_in_the_guide(tab, with_guide: Path, name: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 900})
    tab.goto(url(with_guide, manual_path(name)))
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe.faults_in_light_and_dark(tab) == []
