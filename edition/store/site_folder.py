"""Writing the site: `site/` is at every moment one complete build, however a build ends, and nothing goes
that no build has made.

New and changed files are written into `.cache/site-next` as they come. Then either that folder becomes the
site in one step (`site_exchange`), or they are moved into the site one by one (`site_in_place`).
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from edition.store.filing import refuse_links
from edition.store.site_exchange import (
    CANNOT,
    NEXT,
    Staging,
    exchange,
    recover_exchange,
    refuse_late_strangers,
    remove,
)
from edition.store.site_in_place import recover_in_place, write_in_place
from edition.store.site_plan import (
    MADE,
    SitePlan,
    compare,
    made_file,
    refuse_foreign_site,
    survey,
)

if TYPE_CHECKING:
    from edition.model import Artifact


@dataclass
class Written:
    """What a write did: the paths of files written, the number left as they were, the paths removed."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)

    @cached_property
    def removed_or_written(self) -> frozenset[str]:
        """All that is not as it was."""
        return frozenset((*self.written, *self.removed))


def write_site(site: Path, artifacts: Iterable[Artifact]) -> Written:
    """Make a site hold exactly these files besides what no build has made; one without data stays as it is.
    Raises OSError, and leaves the site as it was, when that is not possible."""
    recover(site)
    beside, names = site.parent / NEXT, list[str]()
    refuse_late_strangers(beside)
    refuse_foreign_site(site)
    staging = Staging(beside)
    try:
        plan = compare(site, survey(site), _with_their_names(artifacts, names), staging.write)
        if plan.to_do:
            _turn(site, beside, plan)
    except OSError:
        remove(beside)
        raise
    fresh = set(plan.fresh) - {MADE}
    written = [name for name in names if name in fresh]
    return Written(written, len(set(names) - fresh - {MADE}), plan.gone)


def _with_their_names(artifacts: Iterable[Artifact], names: list[str]) -> Iterator[Artifact]:
    """The artifacts, their names noted down, and the file that lists them."""
    for artifact in artifacts:
        names.append(artifact.path)
        yield artifact
    yield made_file(names)


def _turn(site: Path, beside: Path, plan: SitePlan) -> None:
    if not plan.shared:
        try:
            exchange(site, beside, plan)
            return
        except OSError as error:
            if error.errno not in CANNOT:
                raise
    write_in_place(site, beside, plan)


def recover(site: Path) -> None:
    """Complete what a killed command was writing. Raises OSError when `site` is a link or no folder."""
    if site.is_symlink():
        raise OSError(errno.ELOOP, "this is a link; a build writes into a folder of its own", str(site))
    if site.exists() and not site.is_dir():
        raise OSError(errno.ENOTDIR, "this is not a folder", str(site))
    refuse_links(site.parent, NEXT)
    recover_exchange(site)
    recover_in_place(site)
