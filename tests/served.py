"""Web servers for tests: of a folder as it stands, or any that is given."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

POLL = 0.02  # seconds within which a server sees that it is to end


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """A test has nothing to say."""


@contextmanager
def answering(server: ThreadingHTTPServer) -> Iterator[None]:
    """Within this context a server answers, in a thread of its own."""
    with server:
        threading.Thread(target=server.serve_forever, args=[POLL], daemon=True).start()
        yield
        server.shutdown()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Within this context the files of a folder are served: the address of the folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    with answering(server):
        yield f"http://127.0.0.1:{server.server_port}/"
