"""Runs a command as a process of its own, and says how long it took and how much memory it held."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LOOK_EVERY: Final = 0.02  # seconds
WEIGH_EVERY: Final = 0.3  # seconds; weighing costs the kernel some work


@dataclass(frozen=True, slots=True)
class Cost:
    """What a step took: seconds on the clock and of all cores, and the most memory in bytes.

    `largest` is the most that one process held; `together` what all processes of the step held at once, shared pages
    counted once (0 where the system does not tell).
    """

    seconds: float
    busy: float
    largest: int
    together: int


def measured(command: Sequence[str]) -> Cost:
    """Runs a command to its end. Raises SystemExit with what it said where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    together, weighed = 0, start
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        now = time.perf_counter()
        if pid:
            break
        if now - weighed > WEIGH_EVERY:
            together, weighed = max(together, sum(_weight(one) for one in _tree(process.pid))), now
        time.sleep(LOOK_EVERY)
    said = process.stderr.read().decode() if process.stderr else ""
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said}")
    return Cost(now - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, together)


def _tree(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _tree(int(child)))]


def _weight(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
