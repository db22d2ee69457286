"""What the bare parts take by themselves on the same records, for comparison: only a validator, only a template.

python -m tests.benchmarks.peers validator DATA          frictionless on the decisions, nothing else
python -m tests.benchmarks.peers template DATA FOLDER    jinja2 writes a plain page for every service and decision
"""

import csv
import sys
from pathlib import Path
from typing import Final

PAGE: Final = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<dl>{% for name, value in fields %}{% if value %}<dt>{{ name }}</dt><dd>{{ value }}</dd>{% endif %}{% endfor %}</dl></body></html>"""


def validator(data: Path) -> None:
    """Validates every decisions file against its Table Schema."""
    from frictionless import Resource
    from frictionless import Schema as TableSchema

    from generator import schemas

    known = schemas.load(data).kinds["decisions"]
    for path in sorted(data.glob("publishers/*/decisions/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            names = tuple(next(csv.reader(file)))
        descriptor = known.descriptor(names)
        for field in descriptor["fields"]:
            if field["type"] == "boolean":
                field |= {"trueValues": ["yes"], "falseValues": ["no"]}
        schema = TableSchema.from_descriptor(descriptor)
        resource = Resource(str(path.relative_to(data)), basepath=str(data), schema=schema)
        if not resource.validate().valid:
            raise SystemExit(f"{path} does not keep to its schema")


def template(data: Path, folder: Path) -> None:
    """Writes a page without a theme, links or checks for every service and decision."""
    from jinja2 import Environment

    page = Environment(autoescape=True).from_string(PAGE)
    for path in sorted([*data.glob("publishers/*/decisions/*.csv"), *data.glob("publishers/*/services/*.csv")]):
        publisher, kind = path.parts[-3:-1]
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                place = folder / kind / publisher / next(iter(row.values()))
                place.mkdir(parents=True)
                text = page.render(title=row.get("title") or row["name"], fields=row.items())
                (place / "index.html").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    {"validator": validator, "template": template}[sys.argv[1]](*map(Path, sys.argv[2:]))
