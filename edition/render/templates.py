"""Templates, style sheets, scripts and pictures: the edition's own file by file before the engine's.

A template of the edition may build on the engine's of the same name: `{% extends "engine/letter.html.j2" %}`.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import CodeType

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from edition.paths import COMPILED_TEMPLATES, TEMPLATES
from edition.store.memo import Memo
from edition.store.source_files import files_below

ENGINE = "engine"  # names the engine's template, whatever the edition has


def template_files(own: Path) -> dict[str, Path]:
    """Every file by its path below the folder of templates, in order; `own` is the folder of the edition's,
    which need not exist."""
    files = {path.relative_to(folder): path for folder in (TEMPLATES, own) for path in files_below(folder)}
    return {name.as_posix(): files[name] for name in sorted(files)}


def template_loader(own: Path) -> BaseLoader:
    """Finds a template by the same rule, and the engine's under `engine/` whatever the edition has."""
    engine = FileSystemLoader(TEMPLATES)
    return ChoiceLoader([FileSystemLoader([own, TEMPLATES]), PrefixLoader({ENGINE: engine})])


def is_of_engine(file: str | None) -> bool:
    """Is a template, by the file that it was read from, the engine's and not the edition's?"""
    return file is not None and file.startswith(f"{TEMPLATES}{os.sep}")


_loaded: dict[tuple[str, str], CodeType] = {}  # of the engine's templates, by key and checksum


class CompiledTemplates(FileSystemBytecodeCache):
    """What templates are compiled to. The engine's stay with the compiled modules of the program, for all
    editions; an edition's own are remembered by the digest of their source. The same template is another
    where what is put into it is not `escaped`."""

    def __init__(self, memo: Memo, *, escaped: bool) -> None:
        super().__init__(str(COMPILED_TEMPLATES), "%s")
        self.memo = memo
        self.escaped = escaped

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        key = super().get_cache_key(name, filename) + ("" if self.escaped else "-plain")
        return f"{ENGINE}-{key}" if is_of_engine(filename) else key

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key.startswith(ENGINE):
            bucket.code = _loaded.get((bucket.key, bucket.checksum))
            if bucket.code is None:
                super().load_bytecode(bucket)
            if bucket.code is not None:
                _loaded[bucket.key, bucket.checksum] = bucket.code
        elif (data := self.memo.find(f"template {bucket.key} {bucket.checksum}")) is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not bucket.key.startswith(ENGINE):
            self.memo.get(f"template {bucket.key} {bucket.checksum}", bucket.bytecode_to_string)
        elif not sys.dont_write_bytecode:
            with suppress(OSError):  # the program may stand where nothing can be written, or the disk be full
                COMPILED_TEMPLATES.mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)
