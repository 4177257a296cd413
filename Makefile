# Two commands are all: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo test test-unit test-integration lint check browser bench format lock clean

help:
	@echo "make demo     the bot as a local web chat over made-up data, on http://127.0.0.1:8080 (PORT=… for another)"
	@echo "make test     all tests (they start the servers they need)"
	@echo "make check    ruff, mypy, import contracts, tests"
	@echo "make browser  the web chat in a real Chromium (needs chromium on PATH)"
	@echo "make bench    presses a second, beside a bare aiogram bot"
	@echo "make lock     pin the newest versions that pyproject.toml allows (needs uv)"

PORT ?= 8080

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; try: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python lacks venv; on Debian: apt-get install python3-venv"; exit 1; }

.venv/.run: .venv/bin/pip requirements.lock pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

demo: .venv/.run
	$(BIN)/tabys-bot demo --port $(PORT)

# side by side: the one needs a core, the other mostly waits
test: .venv/.dev
	@$(MAKE) --no-print-directory -j2 --output-sync=target test-unit test-integration

test-unit test-integration: test-%: .venv/.dev
	$(BIN)/python -m pytest -p no:cacheprovider tests/$*

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

browser: .venv/.dev
	$(BIN)/python -m pytest -m browser

bench: .venv/.dev
	$(BIN)/python -m tests.bench

format: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:
	uv lock --upgrade
	uv export -q --no-emit-project --no-dev --no-header -o requirements.lock
	uv export -q --no-emit-project --no-header -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
