"""The folder of a publisher who begins: publisher.yml with comments that say what to change, and folders for files."""

from pathlib import Path
from typing import Final

from generator.errors import SettingsError
from generator.read.folder import FACTS
from generator.read.publisher import RESERVED, SLUG
from generator.schemas import Schemas

FOLDERS: Final = ("services", "decisions")
LONGEST: Final = 80
SMALL: Final = frozenset({"and", "of", "the", "upon", "in", "on", "under", "with"})
KEPT: Final = ".gitkeep"  # without a file in it, git forgets a folder
TEXT: Final = """\
# Who publishes. Change what stands after a colon; leave the words before it.
# Lines that begin with # are not read. To use one of those below, delete its first # and the space after it.

# The name of your folder. It is part of the address of your pages, so keep it.
id: {id}

# Your full name, as on your letters. This one is made from the id: please check it.
name: {name}

# How others may use your data. OGL-UK-3.0 is the Open Government Licence. Others that you can write here:
# {licences}.
licence: OGL-UK-3.0

# How often you will bring your data up to date. Write one of these:
# {rhythms}.
update_frequency: quarterly

# The code of your area: E or W, and eight figures.
# gss: E07000991

# Your website.
# website: https://www.{id}.example

# A shared mailbox for questions about your data. Do not name a person.
# contact: opendata@{id}.example

# Files in a format that you publish already, such as spending over £500. A * stands for any letters.
# files:
#   - path: spending/*.csv
#     format: lgtc-spend

# What you do not publish yet, why, and until when.
# gaps:
#   - kind: results
#     reason: We begin to collect results next year.
#     until: 2027-03-31
"""

NEXT: Final = """\
Made {folder} with publisher.yml and the folders services and decisions.

What to do next:
1. Open {folder}/publisher.yml in a plain text editor. Check the name, the licence and how often you publish.
2. Make a workbook for each kind that you want to publish, and fill it in:
     portal template services{elsewhere} --output {folder}/services/services.xlsx
     portal template decisions{elsewhere} --output {folder}/decisions/decisions.xlsx
3. See what is found in it:
     portal check{elsewhere} {folder}
"""


def start(data: Path, identifier: str, schemas: Schemas) -> Path:
    """Makes the folder of a new publisher below a data folder. Raises SettingsError where the id is taken or not allowed."""
    fault = refusal(identifier)
    folder = data / "publishers" / identifier
    if not fault and folder.exists():
        fault = f'There is a publisher "{identifier}" already, in {folder}. Choose another id, or change the files there.'
    if fault:
        raise SettingsError(f"{fault} Nothing was written.")
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
        (folder / name / KEPT).touch()
    (folder / FACTS).write_text(facts(identifier, schemas), encoding="utf-8", newline="\n")
    return folder


def refusal(identifier: str) -> str:
    """Why an id is not allowed, with one that is where it can be told; "" where it is."""
    if identifier in RESERVED:
        return f'"{identifier}" is a word that the addresses of the site need. Choose another id.'
    if len(identifier) > LONGEST:
        return f"The id has {len(identifier)} characters. Choose one of at most {LONGEST}."
    if SLUG.fullmatch(identifier):
        return ""
    small = "".join(character if character.isascii() and character.isalnum() else " " for character in identifier.lower())
    close = "-".join(small.split())
    tried = f" Try: {close}." if close and close not in RESERVED else ""
    return f'"{identifier}" cannot be an id. Use small letters, figures and single hyphens, like vale-and-fen.{tried}'


def facts(identifier: str, schemas: Schemas) -> str:
    """The text of publisher.yml."""
    words = identifier.split("-")
    name = " ".join(word if place and word in SMALL else word.capitalize() for place, word in enumerate(words))
    licences = ", ".join(code for code in schemas.codelists["licence"].codes if code != "OGL-UK-3.0")
    rhythms = ", ".join(schemas.codelists["update_frequency"].codes)
    return TEXT.format(id=identifier, name=name, licences=licences, rhythms=rhythms)
