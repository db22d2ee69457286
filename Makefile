# Every target sets up what it needs, so that a fresh clone on a machine with Python, make and git is enough.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site serve check test test-all bench lint lock clean

site: .venv/site  ## builds the whole site from data/ into site/
	$(BIN)/portal build

serve: .venv/site  ## serves the site here and rebuilds it on every change
	$(BIN)/portal serve

check: .venv/site  ## says what is wrong in data/, where, and what to do
	$(BIN)/portal check

test: lint .venv/browser  ## everything that must hold, in under ten minutes
	$(BIN)/pytest -n auto --dist loadfile -m "not slow"

test-all: lint .venv/browser  ## the slow extras too
	$(BIN)/pytest -n auto --dist loadfile

bench: .venv/browser  ## prints times, memory and ratios, and what the search weighs; asserts nothing
	$(BIN)/python -m tests.benchmarks.run
	$(BIN)/python -m tests.benchmarks.pages
	$(BIN)/python -m tests.benchmarks.search
	$(BIN)/python -m tests.benchmarks.downloads

lint: .venv/test
	$(BIN)/ruff check generator tests
	$(BIN)/ruff format --check generator tests
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:  ## locks requirements*.in with hashes, for every platform and Python from 3.11
	$(PYTHON) -m venv .venv/lock && .venv/lock/bin/pip install -q uv
	for name in requirements requirements-dev; do .venv/lock/bin/uv pip compile -q --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $$name.in -o $$name.txt; done

clean:
	rm -rf .venv site .site.*

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv

.venv/site: .venv/bin/python requirements.txt pyproject.toml
	$(BIN)/pip install -q --require-hashes -r requirements.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	touch $@

.venv/test: .venv/site requirements-dev.txt
	$(BIN)/pip install -q --require-hashes -r requirements-dev.txt
	touch $@

# A browser: the system's, else Playwright's own, else Debian's.
.venv/browser: .venv/test
	command -v chromium || command -v google-chrome || $(BIN)/playwright install chromium || \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium; }
	touch $@
