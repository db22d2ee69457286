"""Takes the pictures of the guides from a built site: `python -m tests.browser.pictures SITE`."""

import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.benchmarks.search import hosted
from tests.hosting import QUIET

ROOT: Final = Path(__file__).parents[2]
PICTURES: Final = {  # the page, what of it the picture begins with, and how high it is
    "content/guides/pictures/publisher.png": ("publishers/eastmere/", "body", 900),
    "content/guides/pictures/quality.png": ("quality/eastmere/", "section.problems li:has-text('still called')", 460),
}
WIDTH: Final = 1000


def main() -> None:
    """Writes every picture anew."""
    address = hosted(Path(sys.argv[1]))
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        for name, (page_address, start, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": height}, color_scheme="light", reduced_motion="reduce")
            page.goto(address + page_address)
            page.locator(start).first.evaluate(
                "part => { part.querySelector(':scope > details')?.setAttribute('open', ''); part.scrollIntoView(); }"
            )
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(500)  # an arrow turns as the details open
            page.screenshot(path=ROOT / name)
            page.close()


if __name__ == "__main__":
    main()
