"""A named individual where an organisation should stand."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.fields import organisations
from generator.checks.scope import Scope
from generator.checks.telling import at
from generator.model import Record
from generator.problems import Problem

TITLE: Final = r"(?:mr|mrs|ms|miss|mx|dr|prof|professor)"
TITLED: Final = re.compile(
    rf"(?:\A|, ?|\(|& ?|\bof (?:the late )?|\b(?:and|late) ){TITLE}(?:\.\s*|\s+)(?:(?:&|and)\s+{TITLE}(?:\.\s*|\s+))?(?=[^\W\d_])"
    rf"|,\s*{TITLE}\.?\Z",
    re.IGNORECASE,
)
# Words that only the name of a business, a practice or a charity holds.
BUSINESS: Final = re.compile(
    r"""\b(?:ltd|limited|ltee|plc|llp|lp|cic|c\.i\.c|cio|inc|gmbh|co|company|corporation|trust|trustees|foundation|charity|charitable
    |society|association|assoc|assn|club|group|services?|solutions?|systems|supplies|suppliers|products|partners?|partnership|practice
    |surgery|surgeries|medical|health|healthcare|clinic|centre|center|pharmacy|pharmacies|chemists?|dental|dentists?|opticians?
    |veterinary|vets?|solicitors?|consulting|consultancy|consultants?|associates|chambers|school|academy|nursery|nurseries|college
    |university|council|hotel|restaurant|café|cafe|garage|motors?|tyres?|plumbing|plumbers|building|builders|construction|contractors?
    |electrical|electrics|electronics|roofing|windows|flooring|carpets|cleaning|cleaners|catering|taxis?|travel|coaches|transport
    |removals|hire|stores?|supermarket|foods?|pizza|bakery|farms|gallery|museum|theatre|productions?|films?|arts|studios?|designs?
    |printing|media|trading|t/a|enterprises?|holdings|properties|lettings|housing|brothers|bros|sons|international|europe|uk
    |scholarship|bursary|prize|memorial|charities|appeal|lecture|hospice|home|homes)\b""",
    re.IGNORECASE | re.VERBOSE,
)
BRANDS: Final = re.compile(
    r"(?i:\A(?:miss selfridge|dr\.? martens|dr\.? oetker|dr\.? pepper|mr\.? kipling|mr\.? clutch|mr\.? muscle|mr\.? whippy|"
    r"mrs\.? crimble'?s|mr\.? tyre|mr\.? price|dr\.? barnardo'?s?|ms amlin)\Z)"
)
NAMELESS: Final = re.compile(
    r"(?i:individual|redacted|anonym|withheld|confidential|private|person|resident|applicant|recipient|not (?:named|disclosed|stated|published))"
)


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Withholds the name of a recipient, payee or provider that is a person's."""
    names = tuple(name for _, name in organisations(scope.schema))
    seen: dict[str, bool] = {}
    for record in records:
        for name in names:
            text = record.get(name)
            if not text:
                continue
            if text not in seen:
                seen[text] = is_person(text)
            if record.get("recipient_type") == "individual" and name == "recipient_name":
                if seen[text] or not NAMELESS.search(text):
                    yield at(record, "individual-named", name)
            elif seen[text]:
                yield at(record, "person-named", name)


def is_person(name: str) -> bool:
    """Whether a name has a person's title in front of a surname and no word of a business."""
    return bool(TITLED.search(name)) and not BUSINESS.search(name) and not BRANDS.search(name.strip())
