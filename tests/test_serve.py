"""`serve`: shows what is written, survives what is broken, and gives away nothing."""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import axe
import pytest
from conftest import ROOT, copy_sample, own_template, replace_in, run_command
from served import answering

from edition.cli import main
from edition.findings.diagnostics import Location
from edition.forms.line_yaml import D103
from edition.pipeline import assemble
from edition.runs.building import Draft, Pending, find_pending
from edition.serve import http as http_module
from edition.serve import rebuilding as desk_module
from edition.serve import watch as watch_module
from edition.serve.edited import find_edited, first_changed_line
from edition.serve.http import Server, find_file, is_loopback
from edition.serve.rebuilding import News, Rebuilder
from edition.serve.watch import Watch
from edition.store.source_files import read_files
from edition.store.state import BuildRecord

LETTER, NOTES, PERSONS = "sources/letters/001.md", "annotations/notes/L1.yaml", "annotations/persons.yaml"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small flawless edition, built. Nothing may be written there."""
    root = copy_sample(tmp_path_factory.mktemp("finished") / "sample")
    run_command(main, ["build", "--root", str(root)])
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, finished: Path) -> Path:
    """A copy that is served."""
    return shutil.copytree(finished, tmp_path_factory.mktemp("served") / "sample")


@pytest.fixture
def built_sample(finished: Path, sample: Path) -> Path:
    """A copy in a folder of its own, which may be edited."""
    return shutil.copytree(finished, sample, dirs_exist_ok=True)


@pytest.fixture
def server(built: Path) -> Iterator[Server]:
    desk = Rebuilder(built, lambda line: None)
    server = Server(built / "site", desk, "127.0.0.1", 0)
    with answering(server):
        yield server
        desk.close()


def ask(server: Server, path: str, host: str | None = None, method: str = "GET") -> tuple[int, dict, bytes]:
    """A request whose path is sent as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.putrequest(method, path, skip_host=True)
    if host != "":
        connection.putheader("Host", host or f"localhost:{server.server_address[1]}")
    connection.endheaders()
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), data


# -- what is served -----------------------------------------------------------------------------------


def test_a_fault_of_ours_is_answered_at_once(server: Server, monkeypatch, capfd) -> None:
    monkeypatch.setattr(http_module, "find_file", lambda *_: 1 / 0)
    assert ask(server, "/letters/1/")[0] == 500
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_a_page_is_served_with_the_script_which_is_in_no_file(server: Server, built: Path) -> None:
    status, headers, data = ask(server, "/letters/1/")
    assert status == 200 and headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert data.count(b"/_desk/desk.js") == 1
    stripped = re.sub(rb'<link rel="stylesheet" href="/_desk/desk.css"><script [^>]*></script>', b"", data)
    assert stripped == (built / "site/letters/1/index.html").read_bytes()
    assert all(b"_desk" not in path.read_bytes() for path in (built / "site").rglob("*.html"))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/assets/css/book.css", "text/css; charset=utf-8"),
        ("/assets/js/mark.js", "text/javascript; charset=utf-8"),
        ("/tei/L1.xml", "application/xml"),
        ("/_desk/desk.js?at=1", "text/javascript; charset=utf-8"),
        ("/_desk/desk.css", "text/css; charset=utf-8"),
    ],
)
def test_files_are_served_as_what_they_are(server: Server, path: str, kind: str) -> None:
    status, headers, data = ask(server, path)
    assert (status, headers["Content-Type"]) == (200, kind) and data
    assert ask(server, path, method="HEAD")[2] == b""


def test_a_folder_has_no_listing_and_leads_to_its_page(server: Server) -> None:
    status, headers, _ = ask(server, "/letters/1")
    assert (status, headers["Location"]) == (301, "/letters/1/")
    status, _, data = ask(server, "/assets/css/")
    assert status == 404 and b"book.css" not in data


ATTACKS = [
    "/../secret.txt",
    "/letters/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%2fsecret.txt",
    "/%252e%252e/secret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/.%2e/secret.txt",
    "//secret.txt",
    "/letters//../../secret.txt",
    "/./../secret.txt",
    "/{absolute}",
    "/%2f{absolute}",
    "//{absolute}",
    "/index.html%00.png",
    "/%00",
    "/..%00/secret.txt",
    "/%ff%fe",
    "/%c0%ae%c0%ae/secret.txt",
    "/C:/secret.txt",
    "/file:///{absolute}",
    "file:///{absolute}",
    "http://evil.example/index.html",
    "/out/secret.txt",
    "/out.txt",
    "/.gitignore",
    "/_desk/../../secret.txt",
    "/_desk/desk.py",
    "/_desk/%2e%2e/__init__.py",
    "/" + "a/" * 5000,
    "/" + "a" * 5000,
]


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_nothing_outside_the_site_is_served(server: Server, built: Path, attack: str) -> None:
    secret = built / "secret.txt"
    secret.write_text("the secret")
    out, link = built / "site/out", built / "site/out.txt"
    (built / "site/.gitignore").write_text("the secret")
    if not link.is_symlink():
        out.symlink_to(built)
        link.symlink_to(secret)
    status, headers, data = ask(server, attack.replace("{absolute}", str(secret).lstrip("/")))
    assert status in {400, 404, 414} and b"the secret" not in data and b"import" not in data
    assert "Location" not in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_done_but_reading(server: Server, method: str) -> None:
    assert ask(server, "/index.html", method=method)[0] == 501


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "localhost.evil.example", "", "["])
def test_another_name_for_this_computer_is_refused(server: Server, host: str) -> None:
    for path in ("/index.html", "/_desk/events"):
        assert ask(server, path, host=host)[0] == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:9", "LOCALHOST", "127.0.0.1:8000", "[::1]:8000"])
def test_our_own_names_are_answered(server: Server, host: str) -> None:
    assert ask(server, "/index.html", host=host)[0] == 200


def test_it_listens_on_this_computer_only(monkeypatch) -> None:
    from click.testing import CliRunner

    import edition.serve

    called = []
    monkeypatch.setattr(edition.serve, "serve", lambda root, host, *_: called.append(host))
    assert "warning" not in CliRunner().invoke(main, ["serve"]).output
    told = CliRunner().invoke(main, ["serve", "--host", "0.0.0.0"]).output
    assert called == ["127.0.0.1", "0.0.0.0"] and "anybody who can reach 0.0.0.0 can read" in told
    assert all(is_loopback(host) for host in ("127.0.0.1", "::1", "localhost"))
    assert not any(is_loopback(host) for host in ("0.0.0.0", "::", "192.168.1.2", "example.org"))


def test_the_socket_is_bound_to_loopback(server: Server) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"
    other = next((a[4][0] for a in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)), "127.")
    if not other.startswith("127."):
        with pytest.raises(OSError):
            socket.create_connection((other, server.server_address[1]), timeout=2)


def test_a_port_that_is_taken_is_told_in_a_line(server: Server, built: Path) -> None:
    port = str(server.server_address[1])
    told = run_command(main, ["serve", "--port", port, "--root", str(built)], expect=1).output
    assert told.count("\n") == 1 and "in use" in told


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/a/?q=..", "a/index.html"),
        ("/a%20b.html", "a b.html"),
        ("/a/../b", None),
        ("x", None),
    ],
)
def test_a_path_means_a_file(tmp_path: Path, path: str, file: str | None) -> None:
    assert find_file(tmp_path, path) == file


# -- which paragraph ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "line"),
    [
        (b"a\nb\nc", b"a\nB\nc", 2),
        (b"a\n\nc", b"a\n\nb\n\nc", 3),
        (b"a\nb\nc", b"a\nc", 2),
        (b"a\nb", b"a", 1),
        (b"a\n", b"a\n\nb\n", 3),
        (b"", b"a\nb", 1),
        (b"a\na\na", b"a\na", 2),
    ],
)
def test_the_first_changed_line(before: bytes, now: bytes, line: int) -> None:
    assert first_changed_line(before, now) == line


@pytest.mark.parametrize(
    ("path", "old", "new", "file", "unit"),
    [
        (LETTER, "She adds", "She also adds", "letters/1/index.html", "s2"),
        (LETTER, "kind: letter", "kind: note", "letters/1/index.html", ""),
        (NOTES, "April to June", "April to July", "letters/1/index.html", "n-garden"),
        (PERSONS, "Maker of lenses", "Maker of glasses", "persons/brandt/index.html", ""),
        ("annotations/events.yaml", "to visitors", "to all", "chronology/index.html", "garden"),
        ("sources/essays/essay-mosses.md", "opened again", "opened", "essays/mosses/index.html", "p4"),
    ],
)
def test_an_edit_has_an_address(sample: Path, path: str, old: str, new: str, file: str, unit: str) -> None:
    def texts() -> dict[str, bytes]:
        return {source.path: source.data for source in read_files(sample)}

    before = texts()
    replace_in(sample / path, old, new)
    edition = assemble(read_files(sample)).edition
    assert edition is not None
    target = find_edited(before, texts(), edition)
    assert target is not None and (target.file, target.unit) == (file, unit)
    assert find_edited(texts(), texts(), edition) is None


# -- surviving ----------------------------------------------------------------------------------------


@pytest.fixture
def desk(built_sample: Path) -> Rebuilder:
    desk = Rebuilder(built_sample, lambda line: None)
    desk.begin()
    return desk


def news(desk: Rebuilder, file: str = "letters/1/index.html") -> dict:
    found = desk.wait(0, 0)
    assert found is not None
    return found.payload_for(file, desk.is_stale(file, desk.number - 1))


BREAK = {
    "yaml": lambda root: (root / PERSONS).write_text("person-holm: {name: [\n"),
    "bytes": lambda root: (root / LETTER).write_bytes(b"\xff\xfe\x00"),
    "half": lambda root: (root / LETTER).write_bytes((root / LETTER).read_bytes()[:60]),
    "empty": lambda root: (root / LETTER).write_bytes(b""),
    "gone": lambda root: (root / LETTER).unlink(),
    "configuration gone": lambda root: (root / "sources/edition.yaml").unlink(),
    "sources gone": lambda root: shutil.rmtree(root / "sources"),
    "template": lambda root: own_template(root, "letter.html.j2").write_text("{% if %}"),
    "template that fails": lambda root: own_template(root, "letter.html.j2").write_text("{{ 1 / 0 }}"),
}


@pytest.mark.parametrize("way", BREAK)
def test_anything_broken_is_told_and_mended(desk: Rebuilder, sample: Path, way: str) -> None:
    keep = sample.parent / "keep"
    own_template(sample, "letter.html.j2")
    shutil.copytree(sample, keep)
    pages = {p: p.read_bytes() for p in (sample / "site").rglob("*.html")}
    BREAK[way](sample)
    desk.rebuild()
    desk.complete()
    told = news(desk)
    assert told["failed"] and (told["findings"] or told["trouble"]) and not told["stale"]
    assert {p: p.read_bytes() for p in (sample / "site").rglob("*.html")} == pages
    for folder in ("sources", "annotations", "templates"):
        shutil.copytree(keep / folder, sample / folder, dirs_exist_ok=True)
    desk.rebuild()
    desk.complete()
    told = news(desk)
    assert not told["failed"] and told["findings"] == [] and told["trouble"] == ""
    assert {p: p.read_bytes() for p in (sample / "site").rglob("*.html")} == pages


def test_the_first_edit_after_a_start_reads_only_what_was_edited(desk: Rebuilder, sample: Path) -> None:
    again = Rebuilder(sample, lambda line: None)
    again.begin()
    known = set(again._memo.used)
    (sample / LETTER).write_text((sample / LETTER).read_text("utf-8") + "\nOne more line.\n", "utf-8")
    again.rebuild()
    read = [key for key in again._memo.used if key.startswith("document ") and key not in known]
    assert known and len(read) == 1


def test_an_edited_page_is_shown_before_the_whole_is_checked(
    desk: Rebuilder, sample: Path, monkeypatch
) -> None:
    page, begun = "letters/1/index.html", desk.number
    shown: list[tuple[bytes | None, bool, int]] = []

    def look(draft: Draft, last: BuildRecord) -> Pending:
        shown.append((desk.page(page), desk.is_stale(page, begun), desk.number))
        return find_pending(draft, last)

    monkeypatch.setattr(desk_module, "find_pending", look)
    replace_in(sample / LETTER, "She adds", "She also adds")
    desk.rebuild()
    ((made, stale, number),) = shown
    assert made is not None and b"She also adds" in made and stale and number == begun + 1
    assert news(desk)["number"] == begun + 2 and not desk.is_stale(page, begun + 1)  # shown once
    desk.complete()
    assert desk.page(page) is None and (sample / "site" / page).read_bytes() == made
    assert not desk.is_stale(page, begun + 1)


def test_an_open_page_is_made_at_once_and_others_when_asked_for(
    desk: Rebuilder, sample: Path, monkeypatch
) -> None:
    previews: list[set[str]] = []
    begun = desk.number

    def look(draft: Draft, last: BuildRecord) -> Pending:
        previews.append(set(desk._previews))
        return find_pending(draft, last)

    monkeypatch.setattr(desk_module, "find_pending", look)
    with desk.showing("letters/1/index.html"), desk.showing("about/index.html"):
        replace_in(sample / PERSONS, "Maker of lenses", "Maker of glasses")
        desk.rebuild()
    assert not desk.is_stale("about/index.html", begun)
    replace_in(sample / PERSONS, "Maker of glasses", "Maker of lenses")
    desk.rebuild()
    shown = {"about/index.html", "letters/1/index.html", "persons/brandt/index.html"}
    assert previews == [shown, previews[1]]
    assert "letters/2/index.html" not in previews[1]


@pytest.mark.parametrize("wrong", ["\nSee [another letter](#L99).\n", "\nSee [](.\n[^x]: nobody’s\n<b>\n"])
def test_an_edit_is_shown_though_something_else_is_wrong(desk: Rebuilder, sample: Path, wrong: str) -> None:
    site = {p: p.read_bytes() for p in (sample / "site").rglob("*.html")}
    with (sample / "sources/letters/002.md").open("a", encoding="utf-8") as letter:
        letter.write(wrong)
    replace_in(sample / LETTER, "She adds", "She also adds")
    desk.rebuild()
    made = desk.page("letters/1/index.html")
    assert news(desk)["failed"] and made is not None and b"She also adds" in made
    desk.complete()
    assert {p: p.read_bytes() for p in (sample / "site").rglob("*.html")} == site


def test_a_page_that_is_not_as_it_was_first_shown_is_told_again(
    desk: Rebuilder, sample: Path, monkeypatch
) -> None:
    page, begun = "letters/1/index.html", desk.number
    monkeypatch.setattr(desk_module, "make_planned", lambda *_: b"with other pages of the volume")
    replace_in(sample / LETTER, "She adds", "She also adds")
    desk.rebuild()
    assert desk.is_stale(page, begun + 1)


def test_a_page_of_a_server_whose_clock_was_ahead_is_stale(tmp_path: Path) -> None:
    desk = Rebuilder(tmp_path, lambda line: None)
    assert desk.is_stale("index.html", desk.number + 9) and not desk.is_stale("index.html", desk.number)


def test_errors_are_told_before_warnings(desk: Rebuilder, sample: Path) -> None:
    """However the files are called."""
    for path, old, new in ((LETTER, "Brandt", "Brandt Brandt"), (PERSONS, 'born: "', 'born: "in ')):
        replace_in(sample / path, old, new)
    (sample / "sources/letters/002.md").open("a").write("\nHe said - nothing.\n")
    desk.rebuild()
    severities = [finding["severity"] for finding in news(desk)["findings"]]
    assert severities == sorted(severities) and set(severities) == {"error", "warning"}


def test_a_failure_of_the_program_is_told_as_one(sample: Path, monkeypatch) -> None:
    lines: list[str] = []
    desk = Rebuilder(sample, lines.append)
    desk.begin()
    monkeypatch.setattr(desk_module, "find_pending", lambda *_: {}["no such thing"])
    desk.rebuild()
    assert "KeyError" in news(desk)["trouble"] and any("Traceback" in line for line in lines)
    monkeypatch.undo()
    desk.rebuild()
    assert not news(desk)["failed"]


def test_the_terminal_shows_few_of_many_findings_and_in_its_own_way(tmp_path: Path) -> None:
    lines: list[str] = []
    desk = Rebuilder(tmp_path, lines.append, lambda finding: f"shown {finding.location.line}")
    desk._publish(News(1, tuple(D103.at(Location("a.yaml", n), str(n)) for n in range(1, 9)), failed=True))
    desk._report(0)
    assert lines[:-1] == [*(f"shown {n}" for n in range(1, 6)), "       … and 3 more like this"]


def test_what_cannot_be_read_is_told(desk: Rebuilder, monkeypatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    desk.rebuild()
    monkeypatch.undo()
    assert news(desk)["failed"] and "Permission denied" in news(desk)["trouble"]


def test_a_style_sheet_concerns_every_page(desk: Rebuilder, sample: Path) -> None:
    sheet = own_template(sample, "css/book.css")
    sheet.write_text(sheet.read_text() + "\n/* more */\n")
    desk.rebuild()
    assert news(desk)["stale"] and news(desk)["elsewhere"] is None


@pytest.mark.parametrize("with_watchfiles", [True, False], ids=["watchfiles", "polling"])
def test_changes_are_noticed_with_and_without_watchfiles(sample: Path, monkeypatch, with_watchfiles) -> None:
    if not with_watchfiles:
        monkeypatch.setitem(sys.modules, "watchfiles", None)
    else:
        pytest.importorskip("watchfiles")
        monkeypatch.setattr(watch_module, "SELDOM", 60.0)
    sheet = own_template(sample, "css/book.css")
    watch = Watch(sample)
    time.sleep(0.5)
    changes = [
        lambda: (sample / LETTER).write_text("other"),
        lambda: (sample / LETTER).unlink(),
        lambda: (sample / "annotations/new.yaml").write_text("a: b"),
        lambda: sheet.write_text(""),
    ]
    for change in changes:
        threading.Timer(0.2, change).start()
        start = time.monotonic()
        watch.wait()
        assert time.monotonic() - start < 10
    watch.stop()


def test_a_folder_that_vanishes_and_comes_again_is_noticed(sample: Path, monkeypatch) -> None:
    monkeypatch.setattr(watch_module, "SELDOM", 0.5)
    watch = Watch(sample)
    for change in (
        lambda: (sample / "annotations").rename(sample / "away"),
        lambda: (sample / "away").rename(sample / "annotations"),
    ):
        threading.Timer(0.2, change).start()
        watch.wait()
    watch.stop()


# -- in a browser -------------------------------------------------------------------------------------


class Running:
    """A real `build.py serve`."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0", "--root", str(root)]
        # a shell that starts the tests in the background has them ignore interruptions, and this with them
        listen = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=listen)
        self.lines: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()
        while not (found := re.search(r"http://\S+", "".join(self.lines))):
            assert self.process.poll() is None, self.lines
            time.sleep(0.05)
        self.address = found[0]

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(line)


@pytest.fixture
def running(built_sample: Path) -> Iterator[Running]:
    running = Running(built_sample)
    yield running
    if running.process.poll() is None:
        running.process.kill()
    running.process.wait()


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 500}, reduced_motion="reduce")
    tab = context.new_page()
    tab.failures = []
    tab.on("console", lambda m: tab.failures.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda error: tab.failures.append(str(error)))
    yield tab
    context.close()


def wait_until(tab, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        tab.wait_for_timeout(50)


def test_an_edit_appears_at_its_paragraph(running: Running, tab, sample: Path) -> None:
    tab.goto(f"{running.address}letters/1/")
    panel = tab.locator("aside.desk")
    replace_in(sample / LETTER, "She adds that", "She mentions that")
    tab.wait_for_url("**/letters/1/#s2", timeout=30_000)
    place = tab.locator("#s2")
    assert "She mentions" in place.inner_text() and place.evaluate("e => e.matches(':target')")
    wait_until(tab, lambda: 0 <= place.evaluate("e => e.getBoundingClientRect().top") < 400)
    replace_in(sample / NOTES, "April to June", "April to July")
    tab.wait_for_url("**/letters/1/#n-garden", timeout=30_000)
    # an edit that shows on another page
    replace_in(sample / "sources/letters/003.md", "names no day", "names a day")
    link = panel.get_by_role("link", name="L3.s1")
    link.wait_for(timeout=30_000)
    link.click()
    tab.wait_for_url("**/letters/3/index.html#s1")
    assert "names a day" in tab.locator("#s1").inner_text()
    assert tab.failures == []


def test_a_mistake_is_shown_over_the_page_until_it_is_mended(running: Running, tab, sample: Path) -> None:
    tab.goto(f"{running.address}letters/1/")
    before = tab.locator("main").inner_text()
    replace_in(sample / LETTER, "kind: letter", "kind: postcard")
    panel, alert = tab.locator("aside.desk"), tab.get_by_role("alert")
    alert.filter(has_text="1 error").wait_for(timeout=30_000)
    finding = panel.locator("li")
    assert "sources/letters/001.md:3:7" in finding.inner_text() and "D105" in finding.inner_text()
    assert tab.locator("main").inner_text() == before
    assert axe.faults_in_light_and_dark(tab) == []
    tab.reload()
    alert.filter(has_text="1 error").wait_for(timeout=10_000)
    box = panel.bounding_box()
    assert box["y"] > 100 and box["height"] > 60
    panel.get_by_role("button", name="Hide").focus()
    tab.keyboard.press("Enter")
    assert panel.bounding_box()["height"] < 5
    replace_in(sample / LETTER, "kind: postcard", "kind: [[postcard")
    alert.filter(has_text="1 error").wait_for(timeout=30_000)
    panel.locator("li", has_text="D101").wait_for(timeout=30_000)
    assert panel.bounding_box()["height"] > 60
    replace_in(sample / LETTER, "kind: [[postcard", "kind: letter")
    tab.locator("aside.desk-hidden").wait_for(state="attached", timeout=30_000)
    assert alert.inner_text() == "" and panel.locator("li").count() == 0
    assert running.process.poll() is None and tab.failures == []


def test_words_in_a_finding_are_words(running: Running, tab, sample: Path) -> None:
    tab.goto(f"{running.address}letters/1/")
    replace_in(sample / LETTER, "She adds", "<img src=x onerror=alert(1)> She adds")
    tab.get_by_role("alert").filter(has_text="error").wait_for(timeout=30_000)
    assert tab.locator("aside.desk img").count() == 0 and "<img" in tab.locator("aside.desk").inner_text()


def test_without_a_site_there_is_a_page_that_waits(tab, sample: Path) -> None:
    broken = (sample / LETTER).read_text()
    (sample / LETTER).write_text("---\n: [\n---\n")
    running = Running(sample)
    try:
        tab.goto(running.address)
        tab.get_by_role("alert").filter(has_text="error").wait_for(timeout=30_000)
        (sample / LETTER).write_text(broken)
        tab.locator("header.site").wait_for(timeout=30_000)
    finally:
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(10) == 0
    assert "Traceback" not in "".join(running.lines)


def test_reading_goes_on_where_one_was(running: Running, tab, sample: Path) -> None:
    tab.goto(f"{running.address}letters/1/")
    tab.evaluate("scrollTo(0, 400)")
    at = tab.evaluate("scrollY")
    assert at > 100
    replace_in(sample / "sources/edition.yaml", "title: Holm and Brandt", "title: Brandt and Holm")
    tab.locator("header.site", has_text="Brandt and Holm").wait_for(timeout=30_000)
    wait_until(tab, lambda: abs(tab.evaluate("scrollY") - at) < 5)


def test_the_script_is_small() -> None:
    assert (http_module.HERE / "desk.js").stat().st_size < 6000
