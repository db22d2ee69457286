"""publisher.yml → a Publisher, and what is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from generator.model import Gap, Publisher
from generator.problems import HARMFUL, LETS_IN, Problem, visible
from generator.schemas import Schemas

REQUIRED: Final = ("id", "name", "licence", "update_frequency")
KNOWN: Final = frozenset(
    {*REQUIRED, "org_id", "gss", "website", "contact", "languages", "prefix_360giving", "ocid_prefix", "demonstration"}
    | {"files", "gaps"}
)
LISTS: Final = frozenset({"files", "gaps", "languages"})
FILE_KEYS: Final = frozenset({"path", "format", "licence", "source_url", "published_on"})
FORMATS: Final = ("native", "360giving", "lgtc-contracts", "lgtc-grants", "lgtc-spend", "ocds")
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Words that stand in the place of a publisher's id in the site's addresses.
RESERVED: Final = frozenset({"page", "year", "all", "index"})


def publisher(entry: Any, folder: str, schemas: Schemas) -> tuple[Publisher | None, tuple[Problem, ...]]:
    """The publisher a parsed publisher.yml describes; None where a fact that publishing needs is missing."""
    if not isinstance(entry, Mapping):
        return None, (Problem("publisher-form"),)
    entry = worded(entry, LISTS)
    problems = tuple(_problems(entry, folder, schemas))
    if any(problem.withholds == "file" for problem in problems):
        return None, problems
    languages = entry.get("languages") or ["en"]
    return Publisher(
        id=folder,
        name=str(entry["name"]),
        licence=str(entry["licence"]),
        update_frequency=str(entry["update_frequency"]),
        org_id=str(entry.get("org_id", "")),
        gss=str(entry.get("gss", "")),
        website=address(entry.get("website")),
        contact=str(entry.get("contact", "")),
        languages=tuple(map(str, languages)) if isinstance(languages, list) else (str(languages),),
        prefix_360giving=str(entry.get("prefix_360giving", "")),
        ocid_prefix=str(entry.get("ocid_prefix", "")),
        demonstration=str(entry.get("demonstration", "")).casefold() in {"true", "yes"},
        gaps=tuple(_gap(gap) for gap in _listed(entry, "gaps")),
    ), problems


def _harmful(value: Any) -> str:
    # The first sign that no text may hold, however deep it stands.
    if isinstance(value, Mapping):
        return next(filter(None, map(_harmful, [*value.keys(), *value.values()])), "")
    if isinstance(value, list | tuple):
        return next(filter(None, map(_harmful, value)), "")
    found = HARMFUL.search(str(value))
    return found[0] if found else ""


def _problems(entry: Mapping[str, Any], folder: str, schemas: Schemas) -> Iterator[Problem]:
    for name in REQUIRED:
        if not str(entry.get(name) or "").strip():
            yield Problem("publisher-fact-missing", field=name, details={"fact": name})
    if entry.get("id") and (entry["id"] != folder or not SLUG.fullmatch(folder) or folder in RESERVED):
        yield Problem("publisher-id", value=str(entry["id"]), details={"folder": folder})
    for name, codelist in (("licence", "licence"), ("update_frequency", "update_frequency")):
        if entry.get(name) and entry[name] not in schemas.codelists[codelist].codes:
            codes = ", ".join(schemas.codelists[codelist].codes)
            yield Problem("publisher-code", value=str(entry[name]), field=name, details={"codes": codes})
    yield from (Problem("publisher-unknown", value=name) for name in sorted(set(map(str, entry)) - KNOWN))
    sign = _harmful(entry)
    if sign:
        yield Problem("publisher-sign", details={"sign": visible(sign)})
    yield from [Problem("url-credentials", field="website")] if _lets_in(entry.get("website")) else []
    yield from _list_problems(entry)


def _list_problems(entry: Mapping[str, Any]) -> Iterator[Problem]:
    for file in _listed(entry, "files"):
        if file.get("format", "native") not in FORMATS:
            yield Problem("publisher-format", value=str(file["format"]), details={"formats": ", ".join(FORMATS)})
        for name in sorted(set(map(str, file)) - FILE_KEYS):
            yield Problem("publisher-unknown", value=name)
        yield from _day_problems(file, "published_on")
        yield from [Problem("url-credentials", field="source_url")] if _lets_in(file.get("source_url")) else []
    for gap in _listed(entry, "gaps"):
        if not gap.get("kind") or not gap.get("reason"):
            yield Problem("publisher-gap", value=str(gap.get("kind", "")))
        yield from _day_problems(gap, "until")


def _day_problems(entry: Mapping[str, Any], name: str) -> Iterator[Problem]:
    if entry.get(name) and day(entry[name]) is None:
        yield Problem("publisher-day", field=name, value=str(entry[name]))


def address(text: object) -> str:
    """An address as it is written; "" where it holds a password."""
    return "" if _lets_in(text) else str(text or "")


def _lets_in(text: object) -> bool:
    return bool(LETS_IN.match(str(text or "")))


def day(text: object) -> date | None:
    """The day that a text such as 2026-03-31 names; None where it names none."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def worded(entry: Mapping[str, Any], keep: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The facts of a mapping that are words; a list or mapping in the place of a word counts as missing."""
    return {str(name): value if isinstance(value, str) or name in keep else "" for name, value in entry.items()}


def _listed(entry: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    listed = entry.get(name) or []
    return [worded(one) for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []


def _gap(entry: Mapping[str, Any]) -> Gap:
    return Gap(str(entry.get("kind", "")), str(entry.get("field", "")), str(entry.get("reason", "")), day(entry.get("until")))
