"""What is told to the publisher about a file of OCDS releases."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as ReadOnly
from typing import Any, Final

from generator.problems import Problem
from generator.read import headings
from generator.read.formats import ocds_prepare, scalars
from generator.read.formats.mapping import Mapping, Yield
from generator.read.formats.ocds_compile import Json, Process
from generator.schemas import Schema

LOST_BREAKS: Final = "rnrn"
OWN: Final = re.compile(r"(.*/)?(key|award-key|org-id)")


def problems(
    processes: Sequence[Process],
    releases: Sequence[tuple[Process, Json]],
    mapping: Mapping,
    kinds: ReadOnly[str, Schema],
) -> Iterator[Problem]:
    """What was read as what, what was not read or merged, and texts whose line breaks were lost."""
    merged = [process for process in processes if process.releases > 1]
    if merged:
        count = sum(process.releases - 1 for process in merged)
        yield Problem("releases-merged", details={"merged": str(count), "processes": str(len(merged))})
    present = sorted({path for process in processes for path in _paths(process.compiled, "")})
    private = sorted({path for process in processes for path in ocds_prepare.private_paths(process.compiled, mapping)})
    read: dict[str, list[str]] = {path: [] for path in present}
    for path, field in _read(mapping, kinds):
        if path in read and field not in read[path]:
            read[path].append(field)
    read = {path: fields for path, fields in read.items() if fields}
    if read:
        said = "; ".join(f"{path} read as {' and '.join(fields)}" for path, fields in read.items())
        yield Problem("parts-read", details={"mapping": said})
    rest = [path for path in present if path not in read and not _is_private(path, mapping) and not _is_link(path)]
    if rest:
        yield Problem("columns-not-read", details={"columns": headings.listed(rest)})
    if private:
        yield Problem("columns-never-read", details={"columns": headings.listed(private)})
    litter = [process.number for process, release in releases if _littered(release)]
    if litter:
        yield Problem("lost-line-breaks", row=litter[0], count=len(litter), more_rows=tuple(litter[1:6]))


def absolute(part: Yield, path: str) -> str:
    """A path of a table as it runs from the release."""
    if path.startswith("/"):
        return path[1:]
    steps = part.each[:-1] if path.startswith("../") else part.each
    return "/".join([*steps, path.removeprefix("../")]).replace("organisations/", "parties/", 1)


def _read(mapping: Mapping, kinds: ReadOnly[str, Schema]) -> Iterator[tuple[str, str]]:
    for part in mapping.tables:
        for field, ways in part.fields.items():
            if part.kind in kinds and field in kinds[part.kind].by_name:
                said = field if not part.each else f"{part.kind} {field}"
                for source in (name for take in ways for name in take.sources or take.names):
                    path = absolute(part, source)
                    if not OWN.fullmatch(path):
                        yield path, said


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, list):
        for member in value:
            yield from _paths(member, path)
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _paths(child, f"{path}/{key}" if path else key)
    elif path:
        yield path


def _is_private(path: str, mapping: Mapping) -> bool:
    return any(mapping.is_private(step) for step in path.split("/"))


def _is_link(path: str) -> bool:
    """Ids that only say which party is meant were used to find it."""
    return path.endswith("/id") and path.split("/")[-2] in {"parties", "buyer", "suppliers", "payee", "awards"}


def _littered(release: Json) -> bool:
    tender = release.get("tender")
    texts = [tender] if isinstance(tender, dict) else []
    texts += ocds_prepare.objects(release.get("awards")) + ocds_prepare.objects(release.get("planning"))
    return any(LOST_BREAKS in scalars.text(text.get(name)) for text in texts for name in ("title", "description", "rationale"))
