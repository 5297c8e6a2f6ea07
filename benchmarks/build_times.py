"""How long a build takes: cold, and with nothing changed, each as a whole process.

    python benchmarks/build_times.py [ROOT] [RUNS]

Cold means no site and no record of an earlier build. The edition is copied to a temporary folder first;
what is imported in ROOT is built too. Prints minimum, median and maximum in seconds.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


def timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else HERE).resolve()
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("sources", "annotations", "templates", "docs"):
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name)
        command = [sys.executable, str(HERE / "build.py"), "build", "--root", str(copy)]
        cold, warm = [], []
        for _ in range(runs):
            shutil.rmtree(copy / "site", ignore_errors=True)
            shutil.rmtree(copy / ".cache", ignore_errors=True)
            cold.append(timed(command))
            warm.append(timed(command))
    for name, times in (("cold", cold), ("nothing changed", warm)):
        print(f"{name}: min {min(times):.2f} median {statistics.median(times):.2f} max {max(times):.2f} s")


if __name__ == "__main__":
    main()
