"""`edition serve`: the site in a browser while one writes, always as the sources are now.

`watch.py` notices that something changed, `edited.py` finds which paragraph it was, `drafts.py` makes the
pages that show it, `rebuilding.py` builds and keeps the news of the last build, `http.py` serves the pages
and sends the news to their browsers, where `desk.js` shows it. None of this is in `site/`: the script is put
into the pages as they are served."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from edition.findings.diagnostics import Diagnostic
from edition.serve.http import Server, is_loopback
from edition.serve.rebuilding import Rebuilder
from edition.serve.watch import Watch

__all__ = ["is_loopback", "serve"]


def serve(
    root: Path,
    host: str,
    port: int,
    tell: Callable[[str], None],
    show: Callable[[Diagnostic], str] = str,
) -> None:
    """Serve an edition and rebuild it at every change, until interrupted; `tell` is given each line for the
    terminal, and `show` says how a finding looks there. Raises OSError when the port cannot be used."""
    desk = Rebuilder(root, tell, show)
    with Server(root / "site", desk, host, port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tell(f"The edition is at {server.address} (end with Ctrl+C).")
        watch = Watch(root)
        try:
            desk.begin()
            while True:
                watch.wait()
                desk.rebuild()
        finally:
            watch.stop()
            desk.close()
            server.shutdown()
