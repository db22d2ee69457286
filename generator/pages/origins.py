""" "Where does this come from?": the file, row and commit behind a record."""

from functools import lru_cache

from generator import urls, words
from generator.model import Record
from generator.pages.facts import REMEMBERED, web_address
from generator.pages.files import ANCHOR
from generator.pages.site import Site
from generator.pages.views import Link, OriginView
from generator.problems import sentence


def origin(site: Site, record: Record) -> OriginView:
    """The provenance of one record, as it stood in the publisher's file."""
    place = record.origin
    file = _file(site, place.path, record.kind, record.publisher)
    return file._replace(sheet=place.sheet, row=place.row, key=record.key)


@lru_cache(REMEMBERED)
def _file(site: Site, path: str, kind: str, publisher: str) -> OriginView:
    # What all records of a kind from one file have in common.
    source = site.sources.get(path)
    owner = site.portal.publishers.get(publisher)
    licence = (source.licence if source else "") or (owner.licence if owner else "")
    code = site.schemas.codelists["licence"].codes.get(licence)
    committed = source.committed_on if source else None
    return OriginView(
        publisher=Link(owner.name, urls.publisher(owner.id)) if owner else Link("Shared reference data of this portal"),
        file=path,
        sheet="",
        row=0,
        entry=path.lower().endswith((".json", ".yml", ".yaml")),
        commit=source.commit[:10] if source else "",
        committed_on=words.day(committed) if committed else "",
        licence=code.title if code else licence,
        licence_web=web_address(code.marks.get("url", "")) if code else "",
        source_web=web_address(source.source_url) if source else "",
        conversions=tuple(sentence(problem) for problem in site.notices_by_path.get(path, ())),
        report_web=site.report_address,
        rows=_rows(site, kind, publisher),
        owner=publisher,
        key="",
        data=_data(site, kind, publisher),
    )


def _rows(site: Site, kind: str, publisher: str) -> Link:
    # A file may be in parts, so the link goes to where every file of the kind stands.
    title = site.schemas.kinds[kind].title
    owner = site.portal.publishers.get(publisher)
    if not owner:
        return Link(f"the files of {title.lower()}", f"{urls.dictionary(kind)}#files")
    return Link(f"the files of {title.lower()} of {owner.name}", f"{urls.data(owner.id)}#{ANCHOR}{kind}")


def _data(site: Site, kind: str, publisher: str) -> tuple[Link, ...]:
    title = site.schemas.kinds[kind].title
    every = Link(f"All {title.lower()}, and what each column means", urls.dictionary(kind))
    owner = site.portal.publishers.get(publisher)
    return (every, Link(f"All files of {owner.name}", urls.data(owner.id))) if owner else (every,)


def stand_in(site: Site, path: str) -> tuple[str, ...]:
    """That a file cannot be read, why, and of which day the version is that is shown in its place; nothing for others."""
    account = site.stand_ins.get(path)
    if account is None or account.shown is None:
        return ()
    of = f" of {words.day(account.shown.committed_on)}" if account.shown.committed_on else ""
    found = site.problems_by_publisher.get(account.source.publisher, ())
    why = next((f" {sentence(one)}" for one in found if one.path == path and one.code == account.refused), "")
    return (f"The file {path} cannot be read.{why} What you see is its last good version,{of or ' of an unknown day'}.",)
