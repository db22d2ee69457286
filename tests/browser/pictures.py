"""Takes the pictures of the guides from a built site: `python -m tests.browser.pictures SITE`."""

import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.benchmarks.search import hosted
from tests.hosting import QUIET

ROOT: Final = Path(__file__).parents[2]
PICTURES: Final = {  # the page, and how much of it
    "content/guides/pictures/publisher.png": ("publishers/eastmere/", 1000, 900),
    "content/guides/pictures/quality.png": ("quality/eastmere/", 1000, 900),
}


def main() -> None:
    """Writes every picture anew."""
    address = hosted(Path(sys.argv[1]))
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        for name, (page_address, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            page.goto(address + page_address)
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=ROOT / name)
            page.close()


if __name__ == "__main__":
    main()
