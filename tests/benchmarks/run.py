"""Prints what each step takes on a synthetic portal, beside what bare parts take on the same records; asserts nothing.

python -m tests.benchmarks.run [--records 10000] [--records 100000] [--publishers 4] [--seed 1]
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.benchmarks.measure import Cost, measured

ROOT: Final = Path(__file__).parents[2]
A_PUBLISHER: Final = 2_500  # records, where --publishers does not say
DAY: Final = "2026-03-31"  # the day as of which the synthetic records tell
PORTAL: Final = (sys.executable, "-m", "generator.cli")
PEERS: Final = (sys.executable, "-m", "tests.benchmarks.peers")
DEMO: Final = """import sys; from pathlib import Path; from generator.demo import demo
demo(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), Path(sys.argv[5]))"""


def main() -> None:
    """Measures every size asked for, one after the other."""
    parser = argparse.ArgumentParser(description="Times and memory of the portal's steps; nothing is asserted.")
    parser.add_argument("--records", type=int, action="append", help="services and decisions together; may be given twice")
    parser.add_argument("--publishers", type=int, help=f"one for every {A_PUBLISHER:,} records otherwise")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.chdir(ROOT)
    for records in asked.records or [10_000]:
        publishers = asked.publishers or max(1, records // A_PUBLISHER)
        print(f"\n{records:,} records by {publishers} publishers, seed {asked.seed}, {os.cpu_count()} cores\n")
        for line in lines(records, publishers, asked.seed):
            print(line, flush=True)


def lines(records: int, publishers: int, seed: int) -> Iterator[str]:
    """The lines of one size: a table of steps, what was made, and the ratios."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as temporary:
        data, site, pages = (Path(temporary, name) for name in ("data", "site", "pages"))
        steps = {
            "portal demo": (sys.executable, "-c", DEMO, str(data), str(publishers), str(records), str(seed), "data"),
            "portal check": (*PORTAL, "check", "--data", str(data), "--as-of", DAY),
            "portal build": (*PORTAL, "build", "--data", str(data), "--site", str(site), "--as-of", DAY, "--host", "any"),
            "frictionless alone, decisions only": (*PEERS, "validator", str(data)),
            "jinja2 alone, a plain page each": (*PEERS, "template", str(data), str(pages)),
        }
        yield "| step | seconds | core-seconds | records a second | largest process | all processes |"
        yield "|---|---|---|---|---|---|"
        costs: dict[str, Cost] = {}
        for name, command in steps.items():
            costs[name] = measured(command)
            yield told(name, costs[name], records)
        yield f"\nInput: {sizes(data)}. Site: {sizes(site)}."
        check, build, validator, template = list(costs.values())[1:]
        yield f"portal check = {check.seconds / validator.seconds:.1f} × frictionless alone"
        yield f"portal build − portal check = {(build.seconds - check.seconds) / template.seconds:.1f} × jinja2 alone"


def told(name: str, cost: Cost, records: int) -> str:
    """One step as a row of the table."""
    memory = (f"{one / 1e6:,.0f} MB" if one else "not told" for one in (cost.largest, cost.together))
    return f"| {name} | {cost.seconds:.1f} | {cost.busy:.1f} | {records / cost.seconds:,.0f} | {' | '.join(memory)} |"


def sizes(folder: Path) -> str:
    """How many files a folder holds, and their bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return f"{len(files):,} files, {sum(path.stat().st_size for path in files) / 1e6:,.1f} MB"


if __name__ == "__main__":
    main()
