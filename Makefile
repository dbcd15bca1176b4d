# Prüfstand. `make run` and `make test` set everything up by themselves; a second call only does what changed.
# Needed beforehand: git, python3.11 with venv, node, npm, make. Everything lands in .venv, node_modules and two git-ignored asset folders.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
HOST := 127.0.0.1
PORT ?= 8000
JOBS ?= 2

BIN := .venv/bin
STAMPS := .venv/.stamps
ROOMS := api app capacity core digitalcheck infra licensing procurement scoring web
CHROMIUM := /usr/bin/chromium
JAXB := /usr/share/java/jaxb-runtime.jar
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# A city's network often carries a certificate authority of its own: trust what the machine trusts.
export UV_SYSTEM_CERTS := $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),1,0)
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python

.PHONY: help setup run test check types style bench mutation soak locks assets chromium libreoffice validator

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

setup: $(STAMPS)/project $(STAMPS)/planner assets ## Install the locked packages, the command .venv/bin/pruefstand, fonts and style sheets
	$(BIN)/python -m compileall -q -j 2 $(ROOMS)

run: setup ## Serve the demo city on http://127.0.0.1:8000 (change with HOST= and PORT=)
	$(BIN)/pruefstand db upgrade
	$(BIN)/pruefstand demo load
	exec $(BIN)/pruefstand serve --host $(HOST) --port $(PORT)

test: check chromium libreoffice validator ## Check everything and run all tests: real Chromium, real veraPDF rules, both databases
	$(BIN)/pytest -n $(JOBS) --dist worksteal

check: setup $(STAMPS)/dev ## Linters, strict types, import walls, templates, licences, lock files
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target types style

types:
	$(BIN)/mypy

style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --check web/templates
	$(BIN)/reuse lint --quiet || $(BIN)/reuse lint
	@if grep -nE '://' requirements*.lock || grep -nE '"resolved"' package-lock.json; then echo 'A lock file names a host.' >&2; exit 1; fi

bench: setup $(STAMPS)/bench ## Compare the speed with pymcdm, scikit-criteria and bare numpy in one run
	$(BIN)/python -m bench

mutation: setup $(STAMPS)/dev ## Mutate scoring/ and count how many mutants the tests kill (long)
	$(BIN)/python scripts/mutation.py

soak: mutation ## The long runs: mutation, property tests with many examples, 20,000 made-up requests, 200 races a pair, 100,000 acts on a procedure and around sealed bids, 10,000 wrong openings, 1,000 kills, 200 writers at once, two cities by everybody
	HYPOTHESIS_PROFILE=soak $(BIN)/pytest -n $(JOBS) tests/scoring tests/crash tests/barrier/test_lost_updates.py \
	  tests/app/test_two_cities.py tests/app/test_planted_secrets.py
	PRUEFSTAND_CASES=20000 $(BIN)/pytest -n $(JOBS) tests/api/test_any_request.py
	PRUEFSTAND_RACES=200 $(BIN)/pytest tests/barrier/test_procedure_races.py tests/barrier/test_bid_races.py tests/barrier/test_pairs.py \
	  tests/barrier/test_sealed_races.py
	PRUEFSTAND_ACTS=100000 $(BIN)/pytest tests/procurement/test_procedure_machine.py tests/app/test_sealed_canary.py
	PRUEFSTAND_ATTEMPTS=10000 $(BIN)/pytest tests/procurement/test_sealed_attempts.py

# The search of `pruefstand plan` is compiled once; it is found again beside the byte code.
$(STAMPS)/planner: $(wildcard capacity/planning/*.py) scripts/planner.py $(STAMPS)/project
	$(BIN)/python scripts/planner.py
	touch $@

assets: $(STAMPS)/project
	$(BIN)/python scripts/assets.py

libreoffice: ## Install LibreOffice Calc without a screen: it recomputes workbooks in the tests
	@command -v soffice >/dev/null || { $(SUDO) apt-get update -q && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends libreoffice-calc-nogui; }

chromium:
	@test -x $(CHROMIUM) || { $(SUDO) apt-get update -q && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium fonts-liberation; }

# The rules of veraPDF come with requirements-dev.lock; Java and its XML library come from the system.
validator:
	@test -x /usr/bin/javac -a -f $(JAXB) || { $(SUDO) apt-get update -q && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends default-jdk-headless libjaxb-java; }

# A virtual environment without pip is a half-made one (python3-venv was missing): make it anew.
$(STAMPS)/build: requirements-build.lock
	$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf .venv && $(PYTHON) -m venv .venv; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	mkdir -p $(STAMPS) && touch $@

# Byte code is compiled here once, not at the first start of every command: some environments forbid writing it later.
$(STAMPS)/runtime: requirements.lock $(STAMPS)/build
	$(INSTALL) --require-hashes -r $<
	$(BIN)/python -m compileall -q -j 2 .venv/lib || true # packages ship a few files that are templates, not Python
	touch $@

$(STAMPS)/project: pyproject.toml $(STAMPS)/runtime
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/project
	$(INSTALL) --require-hashes -r $<
	touch $@

$(STAMPS)/bench: requirements-bench.lock $(STAMPS)/project
	$(INSTALL) --require-hashes -r $<
	touch $@

# Rewrites the locks after a change in pyproject.toml; --no-config and no index option keep every host out of them.
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --generate-hashes --no-annotate --no-header --python-version 3.11
locks: $(STAMPS)/build ## Pin the dependencies of pyproject.toml anew
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group dev --group mutation --constraints requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --group bench --constraints requirements.lock --output-file requirements-bench.lock
	$(BIN)/uv pip compile --group build --quiet --generate-hashes --no-annotate --no-header --python-version 3.11 --output-file requirements-build.lock
