"""A synthetic data folder of any size, the same for the same seed: for trying things out, and for the benchmarks."""

from pathlib import Path
from random import Random
from shutil import copytree
from typing import Final

from generator.demo.bodies import Body, area_rows, bodies, body_rows, facts
from generator.demo.decisions import decision_rows
from generator.demo.folder import write
from generator.demo.services import service_rows
from generator.errors import SettingsError

DEFINED: Final = ("schemas", "codelists", "reference")
FEWEST: Final = 5  # records of a publisher: one service and four decisions


def demo(folder: Path, publishers: int, records: int, seed: int, definitions: Path) -> None:
    """Writes a data folder with this many invented publishers, and this many services and decisions between them.

    One record in five is a service, four are decisions. Beside them: an organisation per 10 records, a community body per
    25 services, a statement of power per service, a meeting per 4 decisions; per 12 decisions 8 options, 24 payments,
    6 results, 6 updates and 1 party; 2 funds per publisher with an allocation per financial year. Summaries and
    descriptions have 60 words, reasons 20. Schemas, codelists and reference are copied from the data folder `definitions`.
    Raises SettingsError where the folder holds something already, or a publisher would have fewer than five records.
    """
    if publishers < 1 or records < FEWEST * publishers:
        raise SettingsError(
            f"{publishers} publishers need at least {FEWEST * max(publishers, 1)} records; {records} were asked for."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingsError(f"{folder} holds something already. Choose a folder that is empty or does not exist.")
    for name in DEFINED:
        copytree(definitions / name, folder / name)
    rng = Random(seed)  # noqa: S311 - the point is that it can be repeated
    everyone = bodies(publishers, records, rng)
    write(folder / "reference", area_rows(everyone))
    for body in everyone:
        _write_publisher(folder / "publishers" / body.slug, body, rng)


def _write_publisher(folder: Path, body: Body, rng: Random) -> None:
    folder.mkdir(parents=True)
    (folder / "publisher.yml").write_text(facts(body), encoding="utf-8", newline="\n")
    write(folder, body_rows(body))
    write(folder, service_rows(body, rng))
    write(folder, decision_rows(body, rng))
