"""What goes out in a standard comes in again through our own readers: the same ids and the same pence."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.build import Built
from generator.model import Portal
from tests.downloads.exports.taking import read_back, reasons, taken, tree
from tests.test_real_files import GRANTS, folder

Reader = Callable[[Path], Built]


def values(portal: Portal, kind: str, *names: str) -> dict[str, tuple[Any, ...]]:
    """Some fields of each record of a kind, by key."""
    return {record.key: tuple(map(record.get, names)) for record in portal.records[kind]}


@pytest.mark.parametrize(("name", "format"), [("360giving.json", "360giving"), ("360giving.csv", "360giving"), ("lgtc-grants.csv", "lgtc-grants")])  # fmt: skip
def test_grants_come_back(name: str, format: str, demonstration: Built, built: Reader, tmp_path: Path) -> None:
    """Every grant with its id, amount, day, recipient and period."""
    files = taken(demonstration.portal, demonstration.schemas)
    back = read_back(tmp_path, files, name, format, built)
    fields = ("amount_awarded", "currency", "decision_date", "recipient_name", "planned_start", "title", "summary")
    found = {key.split("-", 2)[-1] if key.startswith("360G-") else key: told for key, told in values(back.portal, "decisions", *fields).items()}  # fmt: skip
    expected = values(demonstration.portal, "decisions", *fields)
    assert len(found) == 89
    amended = {record.get("amends"): record.key for record in demonstration.portal.records["decisions"] if record.get("amends")}
    assert {key: told for key, told in found.items() if key not in amended} == {
        key: expected[key] for key in found if key not in amended
    }
    for first, last in amended.items():
        assert first not in found or found[first][0] == expected[last][0]


def test_contracts_come_back_from_ocds(demonstration: Built, built: Reader, tmp_path: Path) -> None:
    """Each service with its reference, value, period and provider; each award; and each payment."""
    files = taken(demonstration.portal, demonstration.schemas)
    releases = read_back(tmp_path / "releases", files, "ocds-releases.json", "ocds", built)
    records = read_back(tmp_path / "records", files, "ocds-records.json", "ocds", built)
    fields = (
        "name",
        "contract_ref",
        "contract_value",
        "start_date",
        "end_date",
        "provider_name",
        "provider_org_id",
        "last_modified",
    )
    found = {key.split("-", 2)[-1]: told for key, told in values(releases.portal, "services", *fields).items()}
    expected = values(demonstration.portal, "services", *fields)
    assert found == {key: expected[key] for key in found}
    assert len(found) == 21
    for kind in ("services", "decisions", "payments", "parties", "organisations"):
        assert values(releases.portal, kind, *fields) == values(records.portal, kind, *fields)


def test_payments_come_back_from_ocds(demonstration: Built, built: Reader, tmp_path: Path) -> None:
    """Each of one publisher, under its contract, to the penny. (Two publishers may number their payments alike.)"""
    package = json.loads(taken(demonstration.portal, demonstration.schemas)["ocds-releases.json"])
    package["releases"] = [release for release in package["releases"] if release["ocid"].startswith("ocds-demo01-")]
    back = read_back(tmp_path, {"own.json": json.dumps(package).encode()}, "own.json", "ocds", built)
    fields = ("amount", "date", "payee_name", "contract_ref")
    services = {release["ocid"].removeprefix("ocds-demo01-") for release in package["releases"]}
    sent = {
        record.key: tuple(map(record.get, fields))
        for record in demonstration.portal.of_publisher("payments", "eastmere")
        if record.get("service_id") in services
    }
    assert len(sent) > 10
    assert values(back.portal, "payments", *fields) == sent


def test_contracts_come_back_from_the_register(demonstration: Built, built: Reader, tmp_path: Path) -> None:
    """By their references, with value, period and supplier."""
    files = taken(demonstration.portal, demonstration.schemas)
    back = read_back(tmp_path, files, "lgtc-contracts.csv", "lgtc-contracts", built)
    fields = ("name", "contract_value", "start_date", "end_date", "provider_name", "process", "department")
    sent = {record.get("contract_ref"): tuple(map(record.get, fields)) for record in demonstration.portal.records["services"]}
    found = values(back.portal, "services", *fields)
    assert len(found) == 21
    assert found == {key: sent[key] for key in found}


def test_traffords_grants_go_through_whole(real: Path, built: Reader, tmp_path: Path) -> None:
    """360Giving in, 360Giving out: the same 555 ids and amounts, and so again."""
    data = folder(tmp_path / "in", "trafford", {"grants.json": real / f"{GRANTS}.json"}, "grants.*", "360giving")
    whole = built(data)
    files = taken(whole.portal, whole.schemas)
    told = {grant["id"]: grant["amountAwarded"] for grant in tree(files, "360giving.json")["grants"]}
    given = json.loads((real / f"{GRANTS}.json").read_text(), parse_float=str, parse_int=str)["grants"]
    assert len(told) == 555
    assert {key: re.sub(r"\.?0+$", "", pounds) if "." in pounds else pounds for key, pounds in told.items()} == {
        grant["id"]: re.sub(r"\.?0+$", "", grant["amountAwarded"]) if "." in grant["amountAwarded"] else grant["amountAwarded"]
        for grant in given
    }
    assert reasons(files, "360giving") == {}
    back = read_back(tmp_path / "again", files, "360giving.json", "360giving", built)
    fields = (
        "amount_awarded",
        "decision_date",
        "recipient_org_id",
        "recipient_name",
        "funding_org_id",
        "fund_id",
        "title",
        "summary",
    )
    assert values(back.portal, "decisions", *fields) == values(whole.portal, "decisions", *fields)


def test_real_releases_go_through_whole(real: Path, built: Reader, tmp_path: Path) -> None:
    """OCDS in, OCDS out: the same ocids, awards and suppliers; no contact person and nothing that leads to one."""
    sources = sorted((real / "cfserver-uk-releases-json").glob("*.json"))
    files = {f"releases/{path.name}": path for path in sources}
    whole = built(folder(tmp_path / "in", "notices", files, "releases/*.json", "ocds"))
    out = taken(whole.portal, whole.schemas)
    releases = tree(out, "ocds-releases.json")["releases"]
    given = [json.loads(path.read_text()) for path in sources]
    assert len(releases) == 97
    assert {release["ocid"] for release in releases} == {release["ocid"] for release in given}
    assert all("contracts" in release for release in releases) is False
    told = json.dumps([_bare(release) for release in releases]).casefold()
    contacts = {text.casefold() for release in given for party in release.get("parties", []) for text in _texts(party.get("contactPoint", {})) if "@" in text}  # fmt: skip
    assert len(contacts) > 50
    assert [text for text in contacts if text in told] == []
    assert "contactpoint" not in told
    back = read_back(tmp_path / "again", out, "ocds-releases.json", "ocds", built)
    awards = ("amount_awarded", "currency", "decision_date", "outcome", "title", "recipient_name", "planned_start")
    assert values(back.portal, "decisions", *awards) == values(whole.portal, "decisions", *awards)
    services = ("name", "description", "provider_name", "start_date", "end_date", "contract_ref")
    assert values(back.portal, "services", *services) == values(whole.portal, "services", *services)
    # A process whose releases stood in several files had the value of one award; now both are met together, and neither is the value.
    several = {release["ocid"] for release in releases if len(release.get("awards", [])) > 1}
    once, again = values(whole.portal, "services", "contract_value"), values(back.portal, "services", "contract_value")
    assert {key: once[key] for key in once if key not in several} == {key: again[key] for key in again if key not in several}
    assert len(several) < 5
    assert suppliers(back.portal) == suppliers(whole.portal)


def suppliers(portal: Portal) -> set[tuple[str, str, str]]:
    """Who supplies what, by award."""
    return {(record.get("id"), record.get("name"), record.get("role")) for record in portal.records["parties"]}


def _bare(release: Mapping[str, Any]) -> Any:
    # Without the texts in which a publisher may have written the mailbox of an office.
    if isinstance(release, dict):
        return {name: _bare(value) for name, value in release.items() if name not in {"description", "title"}}
    return [_bare(one) for one in release] if isinstance(release, list) else release


def _texts(contact: Mapping[str, Any]) -> list[str]:
    return [value for value in contact.values() if isinstance(value, str)]
