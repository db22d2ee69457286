"""The accessibility statement: the words in `content/` with the day and the contact that mkdocs.yml gives."""

from generator import words
from generator.settings import Accessibility


def filled(markdown: str, stated: Accessibility) -> str:
    """Markdown with `{{ reviewed_on }}` as a day in words and `{{ contact }}` as a link."""
    target = stated.contact if stated.contact.startswith(("https://", "http://")) else f"mailto:{stated.contact}"
    told = markdown.replace("{{ reviewed_on }}", words.day(stated.reviewed_on))
    return told.replace("{{ contact }}", f"[{stated.contact}]({target})")
