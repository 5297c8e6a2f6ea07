"""The search index, made by Pagefind from the records: a stage of the line that runs another program.

Pagefind's own Python interface waits a tenth of a second for each answer, which with thousands of records
is minutes. Its program reads requests from a pipe (JSON in Base64, each ended by a comma) and answers in the
same form; so all records are sent at once. See https://pagefind.app/docs/implementation-service/.

The index is kept in `.cache/` with a digest of what it was made of. The file can be deleted at any time.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import IO, Any

from edition.findings.diagnostics import Diagnostic, Location
from edition.findings.rule import WARNING, Rule
from edition.model import Artifact, SearchRecord
from edition.store.filing import write_file

CACHE = ".cache/search-index.json"
FOLDER = "pagefind"
NEEDED = (  # of what Pagefind gives; the rest is its own search boxes
    "pagefind.js",
    "pagefind-worker.js",
    "pagefind-entry.json",
    "wasm.en.pagefind",
)
NEEDED_FOLDERS = ("fragment/", "index/")
RANKS = "ranks.json"  # the records' names in Pagefind, in the order of their ranks
SECONDS = 120  # after which Pagefind is given up

Files = dict[str, str]  # path → content in Base64


class Failed(Exception):
    """Pagefind is not there or does not do its work."""


X201 = Rule(
    "X201",
    WARNING,
    "a search index that could not be made",
    why="The site is made without a search. What it needs is missing on this machine.",
    bad="Pagefind is not installed",
    good="`python -m pip install 'pagefind[bin]'`",
)


def index_records(records: Sequence[SearchRecord], root: Path) -> tuple[list[Artifact], list[Diagnostic]]:
    """The files of the index, from the cache when nothing has changed; a warning when there is none."""
    requests = list(_requests(records))
    try:
        program = _program()
        digest = _digest(requests, program)
        files = _cached(root / CACHE, digest)
        if files is None:
            files = _run(program, requests, records)
            _keep(root / CACHE, digest, files)
    except Failed as reason:
        hint = "python -m pip install 'pagefind[bin]'"
        return [], [X201.at(Location("site/pagefind"), f"there is no search: {reason}", hint)]
    return [Artifact(f"{FOLDER}/{path}", base64.b64decode(files[path])) for path in sorted(files)], []


def _requests(records: Sequence[SearchRecord]) -> Iterator[Mapping[str, Any]]:
    """Pagefind's requests for an index of these records. Filters are not among them: the order of values in
    Pagefind's filter files changes from run to run, so the search page has its own (`render/records.py`)."""
    yield {"type": "NewIndex", "config": {"force_language": "en"}}
    for record in filter(_has_words, records):
        meta = {"unit": record.unit, "title": record.title, "names": record.names, "heading": record.heading}
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": record.url,
            "content": record.content,
            "language": "en",
            "meta": {name: text for name, text in meta.items() if text},
            "sort": {"rank": str(record.rank)},
        }
    yield {"type": "GetFiles", "index_id": 0}


def _has_words(record: SearchRecord) -> bool:
    """Pagefind refuses a record without a letter or figure, a dash for example; nobody looks for one."""
    return any(character.isalnum() for character in record.content)


def _program() -> Path:
    try:
        from pagefind.service import get_executable
    except ImportError as error:
        raise Failed("Pagefind is not installed") from error
    found = get_executable()
    if found is None or not found.is_file():
        raise Failed("Pagefind is installed without its program")
    return Path(found)


def _digest(requests: Sequence[Mapping[str, Any]], program: Path) -> str:
    state = [metadata.version("pagefind"), program.stat().st_size, NEEDED, requests]
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()


def _cached(path: Path, digest: str) -> Files | None:
    """The kept files if they were made of the same; the digest stands on the first line."""
    try:
        with path.open(encoding="utf-8") as file:
            if file.readline().strip() != digest:
                return None
            files = json.load(file)
    except (OSError, ValueError):
        return None
    return files if isinstance(files, dict) else None


def _keep(path: Path, digest: str, files: Files) -> None:
    """Keep the files; where nothing can be written, the next build makes them again."""
    with suppress(OSError):
        write_file(path, f"{digest}\n{json.dumps(files)}".encode())


def _run(program: Path, requests: Sequence[Mapping[str, Any]], records: Sequence[SearchRecord]) -> Files:
    """Send all requests, read all answers, return the files of the last."""
    try:
        process = subprocess.Popen(
            [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise Failed(f"Pagefind’s program does not run ({error.strerror})") from error
    assert process.stdin and process.stdout
    alarm = threading.Timer(SECONDS, process.kill)
    writer = threading.Thread(target=_send, args=(process.stdin, requests), daemon=True)
    try:
        alarm.start()
        writer.start()
        for answer in _answers(process.stdout):
            if answer["type"] == "Error":
                raise Failed(f"Pagefind says: {answer.get('message')}")
            if answer["type"] == "GetFiles":
                files = {file["path"]: file["content"] for file in answer["files"]}
                needed = {path: content for path, content in files.items() if _is_needed(path)}
                return needed | {RANKS: _ranks(needed, records)}
    except (ValueError, KeyError, TypeError) as error:
        raise Failed("Pagefind answers in a form that is not understood") from error
    finally:
        alarm.cancel()
        process.kill()
        process.wait()
        writer.join()
        process.stdout.close()
        with suppress(OSError):  # what was not sent any more
            process.stdin.close()
    raise Failed("Pagefind ended before it had made an index")


def _send(pipe: IO[bytes], requests: Sequence[Mapping[str, Any]]) -> None:
    try:
        for number, payload in enumerate(requests, start=1):
            message = json.dumps({"message_id": number, "payload": payload}).encode()
            pipe.write(base64.b64encode(message) + b",")
        pipe.flush()
    except OSError:
        pass  # the program has ended; what it answered, or did not, tells why


def _answers(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    rest = b""
    while chunk := pipe.read1(1 << 20):  # type: ignore[attr-defined]
        *whole, rest = (rest + chunk).split(b",")
        for message in whole:
            yield json.loads(base64.b64decode(message))["payload"]


def _ranks(files: Files, records: Sequence[SearchRecord]) -> str:
    """Pagefind names a record by the digest in its file's name; which record that is, the address in the file
    tells. With this list the search page knows a result's filters and date before it loads the result."""
    names = {}
    for path, content in files.items():
        if path.startswith("fragment/"):
            fragment = gzip.decompress(base64.b64decode(content))
            names[json.loads(fragment[fragment.index(b"{") :])["url"]] = Path(path).stem
    return base64.b64encode(json.dumps([names.get(record.url, "") for record in records]).encode()).decode()


def _is_needed(path: str) -> bool:
    return path in NEEDED or path.startswith(NEEDED_FOLDERS) or path.endswith(".pf_meta")
