"""Personal data in words that anyone may write. What is found is never repeated."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.fields import prose, reading, texts
from generator.checks.scope import Scope
from generator.checks.telling import at
from generator.model import Record
from generator.problems import Problem

EMAIL: Final = re.compile(r"(?<![\w.+%'-])([\w.+%'-]{1,64})@[\w-]+(?:\.[\w-]+)+")
# Mailboxes of a post or an office, which are not personal: every word of the part before the @ has to be one of these.
ROLES: Final = frozenset(
    """access accounts admin administration advice advisor and applications apply appointments arts at board bookings box
    business care centre chair children cic clerk club clubs committee committees comms communications communities
    community company complaints consultation consultations contact contacts contracts corporate council councillors
    customer customers customerservice customerservices data democracy democratic democraticservices department desk
    development director directorate do education email engage engagement enquire enquiries enquiry environment events
    executive facilities families feedback finance foi for forum freedomofinformation fund funding general grant grants
    group growth hall health hello help helpdesk highways housing hr hub info information investment invoices jobs
    learning legal leisure libraries library licensing local mail mailbox manager marketing me media meetings member
    members membership museum my neighbourhood neighbourhoods news newsletter no noreply not of office officer online
    opendata operations our parish parishclerk parks participation partnership partnerships payments people place places planning
    policy postmaster press procurement programme project projects public reception recruitment referrals regeneration
    register reply resident residents sales school secretary service services site social spf sport sports strategy
    support team tenders the town townclerk training transparency transport treasurer trust trustees ukspf us visit
    voluntary volunteer volunteering volunteers vote ward web webmaster welcome wellbeing youth""".split()
)

WEB: Final = re.compile(r"https?:", re.IGNORECASE)
DIGIT: Final = re.compile(r"[0-9]")
# Six digits, counted from the first of a run: what comes next is looked for only in texts that hold them.
DIGITS: Final = re.compile(r"[0-9](?<![0-9][0-9])[ ().–-]{0,3}[0-9][ ().–-]{0,3}[0-9][ ().–-]{0,3}[0-9](?:[ ().–-]{0,3}[0-9]){2}")
PHONE: Final = re.compile(r"(?<![\w.,£/#+-])(?:\+44|0044|\(?0)(?:[ ().-]{0,3}[0-9]){8,12}(?![\w/])")
AREA_CODE: Final = re.compile(r"\+|00|\(?0[0-9]{2}")
CALLED: Final = re.compile(r"(?i:tel|tele?phone|phone|mobile|mob|call|ring|text|contact|whatsapp|fax)\b[^0-9]{0,20}\Z")
NI_NUMBER: Final = re.compile(
    r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D](?!\w)"
    r"|(?<!\w)(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z][0-9]{6}[a-d](?!\w)"
)
SORT_CODE: Final = r"(?<![0-9/.-])(?:[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{2} [0-9]{2} [0-9]{2}|[0-9]{6})(?![0-9/.-])"
ACCOUNT: Final = r"(?<![0-9/.-])[0-9]{8}(?![0-9/.-]*[0-9])"
BANK: Final = re.compile(f"{SORT_CODE}[^0-9]{{1,40}}{ACCOUNT}|{ACCOUNT}[^0-9]{{1,40}}{SORT_CODE}")
BANKING: Final = re.compile(r"(?i:\bsort\b|\bsort-?code|\baccount\b|\ba/c\b|\bacc\b|\bacct\b|\bbank)")
MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DAY: Final = (
    rf"(?:[0-9]{{1,2}}[./ -][0-9]{{1,2}}[./ -](?:[0-9]{{4}}|[0-9]{{2}})|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|"
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{MONTH},?[ -][0-9]{{2,4}})(?![0-9])"
)
BIRTH: Final = re.compile(
    rf"(?i:\b(?:born|d\.?o\.?b|date of birth|birth ?date|birthday)\b(?: is| was)?(?: on)?[ .:,(=–-]{{0,4}}{DAY})"
)


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Withholds each text that seems to hold an e-mail address, telephone or NI number, bank details or a date of birth."""
    for record, name, text in texts(records, prose(scope.schema)):
        if "@" in text or DIGIT.search(text):
            for code in kinds_of(text):
                yield at(record, code, name)
    for record, name, text in texts(records, reading(scope.schema, {"url"})):
        # In the path of a web address an @ is the name of an account, as in https://example.org/@club.
        asked = text.partition("?")[2] if WEB.match(text) else text
        if "@" in asked and holds_email(asked):
            yield at(record, "personal-email", name)


def kinds_of(text: str) -> Iterator[str]:
    """The problem codes of the kinds of personal data that a text seems to hold."""
    if "@" in text and holds_email(text):
        yield "personal-email"
    if DIGITS.search(text):
        if holds_phone(text):
            yield "personal-phone"
        if NI_NUMBER.search(text):
            yield "personal-ni-number"
        if BANKING.search(text) and BANK.search(text):
            yield "personal-bank-account"
    if _speaks_of_birth(text.lower()) and BIRTH.search(text):
        yield "personal-birth-date"


def _speaks_of_birth(text: str) -> bool:
    return "born" in text or "birth" in text or "dob" in text or "d.o.b" in text


def holds_email(text: str) -> bool:
    """Whether a text holds an e-mail address other than that of an office, such as info@ or democratic.services@."""
    return any(not set(filter(None, re.split(r"[\W\d_]+", match[1].casefold()))) <= ROLES for match in EMAIL.finditer(text))


def holds_phone(text: str) -> bool:
    """Whether a text holds a UK mobile or landline number; 03, 08 and 09 numbers belong to organisations."""
    return any(_is_personal(match, text) for match in PHONE.finditer(text))


def _is_personal(match: re.Match[str], text: str) -> bool:
    number = re.sub(r"\A(?:\+44|0044)0?", "0", re.sub(r"[^0-9+]", "", match[0]))
    if not AREA_CODE.match(match[0]):
        return False
    if number[:2] == "07":
        return len(number) == 11
    if number[:2] not in {"01", "02"} or len(number) not in {10, 11}:
        return False
    # An unbroken run of digits may as well be a reference, unless the words before it say what it is.
    return not match[0].isdigit() or bool(CALLED.search(text[: match.start()]))
