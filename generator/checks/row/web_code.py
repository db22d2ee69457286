"""Web code in texts, which are published as plain text."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.checks.fields import reading, texts
from generator.checks.scope import Scope
from generator.checks.telling import Hit, gathered
from generator.model import Record
from generator.problems import Problem

ELEMENTS: Final = (
    "a abbr applet article aside audio b base bdi bdo big blockquote body br button canvas center cite code dd del dfn div "
    "dl dt em embed fieldset figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img "
    "input ins kbd li link mark marquee math meta nav object ol option p param picture plaintext pre q s samp script select "
    "small source span strike strong style sub sup svg table tbody td template textarea tfoot th thead title tr track tt u "
    "ul var video xmp xss "
).split()
CODE: Final = re.compile(
    rf"</?(?:{'|'.join(ELEMENTS)})(?:\s*/?>|[\s/]+[^<>]{{0,200}}?[=>][^<>]{{0,200}}>?)|<!--|<!doctype|<\?php", re.IGNORECASE
)


def check(records: Sequence[Record], scope: Scope) -> Iterator[Problem]:
    """Warns of tags of HTML in texts; "<5 years" and other signs are left alone."""
    return gathered(
        Hit(record, "text-web-code", name, found[0])
        for record, name, text in texts(records, reading(scope.schema, {"text"}))
        if "<" in text and (found := CODE.search(text))
    )
