"""Serving `site/` and nothing else, to this computer and nobody else unless told otherwise.

A page of another site can make a browser send requests here under a name that leads to this computer (DNS
rebinding); so only requests to `localhost`, to numeric addresses and to the given name are answered.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import sys
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from edition.render.dts.answers import MEDIA_TYPES
from edition.serve.rebuilding import Rebuilder

HERE = Path(__file__).parent
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".bib": "text/plain; charset=utf-8",
    ".ris": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".zip": "application/zip",
    ".wasm": "application/wasm",
    ".ico": "image/x-icon",
    ".png": "image/png",
}
OWN = "/_desk/"
SCRIPT = (
    '<link rel="stylesheet" href="/_desk/desk.css"><script src="/_desk/desk.js?at={number}" defer></script>'
)
EMPTY = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Page not found</title></head>
<body class="desk-empty"><main><h1>Page not found</h1>
<p>It will appear here as soon as a build makes it. <a href="/">To the start page</a></p></main>
</body></html>
"""
PULSE = 15.0  # seconds after which a browser is told that the server is still there


def is_loopback(host: str) -> bool:
    """Does a host (name or address) mean this computer alone?"""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Server(ThreadingHTTPServer):
    """A web server for one site and for the news of its builds. Raises OSError when the port cannot be
    used."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, site: Path, desk: Rebuilder, host: str, port: int) -> None:
        self.site, self.desk, self.host = site, desk, host
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), Handler)

    @property
    def address(self) -> str:
        """The address of the site's first page."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.server_address[1]}/"

    def is_own_host(self, host: str) -> bool:
        """Is this a host (value of the header `Host`) that we answer to? Raises ValueError if malformed."""
        name = urlsplit(f"//{host}").hostname or ""
        with suppress(ValueError):
            ipaddress.ip_address(name)
            return True
        return name in {"localhost", self.host.lower()}

    def handle_error(self, request: object, client_address: object) -> None:
        """Report an error, unless it is only that a browser went away."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def find_file(site: Path, path: str) -> str | None:
    """The file that a request's path means, relative to the site; None when it leads anywhere else. A path
    that ends with `/` means the page of that folder. The file need not exist."""
    try:
        name = unquote(path.partition("?")[0].partition("#")[0], errors="strict")
    except UnicodeDecodeError:
        return None
    if not name.startswith("/") or not name.isprintable() or "\\" in name or ":" in name:
        return None
    index = "index.json" if name == "/dts/" else "index.html"
    parts = (name[1:] + (index if name.endswith("/") else "")).split("/")
    if any(part in {"", ".."} or part.startswith(".") for part in parts):
        return None
    try:
        real = site.joinpath(*parts).resolve()
        real.is_file()  # raises when the name is too long
    except (OSError, RuntimeError, ValueError):
        return None
    return "/".join(parts) if real.is_relative_to(site.resolve()) else None


class Handler(BaseHTTPRequestHandler):
    """Answers requests for files of the site, and for the desk's own addresses."""

    server: Server
    server_version, sys_version = "edition", ""
    timeout = 60
    _begun = False  # an answer

    def do_GET(self) -> None:
        """Answer a request; one to another host is refused (RFC 9110, 15.5.20). A fault of ours is answered
        too, so that no browser waits for it."""
        try:
            self._answer()
        except OSError:
            raise  # the browser went away
        except Exception:
            self.server.handle_error(self.request, self.client_address)
            if not self._begun:
                self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain", b"The program failed.\n")

    do_HEAD = do_GET

    def _answer(self) -> None:
        try:
            ours = self.server.is_own_host(self.headers.get("Host", ""))
        except ValueError:
            ours = False
        if not ours:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"This server has another name.\n")
        elif self.path.startswith(OWN):
            self._send_own()
        else:
            self._send_file()

    def _send_file(self) -> None:
        number = self.server.desk.number  # taken before the file is read, which may be newer but not older
        name = find_file(self.server.site, self.path)
        if name is None:
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"Nothing is served from there.\n")
            return
        path = self.server.site / name
        if path.is_dir():
            self._send(HTTPStatus.MOVED_PERMANENTLY, "text/plain", b"", location=f"/{quote(name)}/")
            return
        types = MEDIA_TYPES if name.startswith("dts/") else TYPES
        kind = types.get(path.suffix, "application/octet-stream")
        status = HTTPStatus.OK
        made = self.server.desk.page(name)
        try:
            data = made if made is not None else path.read_bytes() if path.is_file() else b""
        except OSError:
            data = b""
        if made is None and not path.is_file():
            status = HTTPStatus.NOT_FOUND
            kind, data = (kind, EMPTY.encode()) if path.suffix == ".html" else ("text/plain", b"Not found.\n")
        if path.suffix == ".html":
            data = data.replace(b"</head>", SCRIPT.format(number=number).encode() + b"</head>", 1)
        self._send(status, kind, data)

    def _send(self, status: HTTPStatus, kind: str, data: bytes, location: str = "") -> None:
        self._begun = True
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(data)))
        self._headers(kind)
        if self.command != "HEAD":
            self.wfile.write(data)

    def _headers(self, kind: str) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()

    # -- the desk's own addresses --

    def _send_own(self) -> None:
        path, query = self.path.partition("?")[0], self.path.partition("?")[2]
        name = path.removeprefix(OWN)
        if name in {"desk.js", "desk.css"}:
            self._send(HTTPStatus.OK, TYPES[Path(name).suffix], (HERE / name).read_bytes())
        elif name == "events" and self.command == "GET":
            self._send_news({key: values[0] for key, values in parse_qs(query).items()})
        else:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"Not found.\n")

    def _send_news(self, query: dict[str, str]) -> None:
        """Send the news of each build as it comes. (HTML Living Standard, 9.2, server-sent events.)"""
        file = find_file(self.server.site, query.get("page", "/")) or ""
        at = int(query["at"]) if query.get("at", "").isdecimal() else 0
        desk, known = self.server.desk, 0
        self._begun = True
        self.send_response(HTTPStatus.OK)
        self._headers("text/event-stream; charset=utf-8")
        with desk.showing(file):
            while not desk.closed:
                news = desk.wait(known, PULSE)
                if news is None:
                    self.wfile.write(b": here\n\n")
                else:
                    known = news.number
                    payload = json.dumps(news.payload_for(file, desk.is_stale(file, at)))
                    self.wfile.write(f"data: {payload}\n\n".encode())
                self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the terminal is for builds."""
