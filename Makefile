# Two commands do everything on a fresh machine: make demo, make test.

VENV   := .venv
PYTHON := $(VENV)/bin/python
PYTEST := $(PYTHON) -m pytest -n auto --dist worksteal --durations=15 --durations-min=1
READY  := $(VENV)/.ready
PARTS  := $(wildcard adapters/*/pyproject.toml)
HOUSE  := pyproject.toml $(PARTS) requirements-dev.txt constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow test-long venv lint types imports bench bench-full docs reference cover mutants prove prove-small clean

help:
	@echo "make demo     a season of 325 invented children: figures and reports in build/demo"
	@echo "make test     every rule, feature and figure: under five minutes"
	@echo "make test-slow  what takes its time: second opinions, kills, the code blocks of the docs"
	@echo "make test-long  the rest of what is proved by chance: many more journals and years"
	@echo "make venv     only what both need: $(VENV)"
	@echo "make lint     ruff: rules and format"
	@echo "make types    mypy, strict"
	@echo "make imports  the direction of imports (architecture)"
	@echo "make bench    how fast, beside the peers: one JSON object a line"
	@echo "make bench-full  the large sizes: some minutes each, and ten gigabytes"
	@echo "make docs     only the code blocks of README and docs"
	@echo "make reference  docs/reference, written from the code"
	@echo "make cover    the tests with branch coverage: build/coverage"
	@echo "make mutants  faults planted in the domain, noticed by its tests? (some minutes)"
	@echo "make prove    kills, power cuts, full disks, fuzzed input: the long campaigns (resumable)"
	@echo "make prove-small  the same in small, as in .ci/run: under four minutes"
	@echo "make clean    removes build/ and caches; leaves $(VENV)"

demo: venv
	@rm -rf build/demo
	$(VENV)/bin/casemgmt demo --out build/demo

test: venv
	$(PYTEST) -m "not slow and not long"

test-slow: venv
	$(PYTEST) -m "slow and not long"

test-long: venv
	$(PYTEST) -m long --timeout=3600

lint: venv
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check

types: venv
	$(VENV)/bin/mypy

imports: venv
	@$(PYTHON) -m tools.imports

bench: venv
	@$(PYTHON) -m benchmarks

bench-full: venv
	@$(PYTHON) -m benchmarks.s7_rebuild 3000 30000 300000
	@$(PYTHON) -m benchmarks.s8_facts 3000 30000 300000
	@$(PYTHON) -m benchmarks.s9_indicators 3000 30000 300000
	@$(PYTHON) -m benchmarks.s10_past_days 10000

docs: venv
	$(PYTEST) tests/docs

reference: venv
	$(PYTHON) -m tools.reference

cover: venv
	$(PYTEST) -m "not long" --cov --cov-report=term:skip-covered --cov-report=html

mutants: venv
	@rm -rf mutants
	$(PYTHON) -m tools.mutants $(only)

prove: venv
	@$(PYTHON) -m tests.campaigns

prove-small: venv
	@$(PYTHON) -m tests.campaigns --small

clean:
	rm -rf build mutants .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.*

venv: $(READY)

# Debian splits venv from python3: say so in one line, before anything is made.
$(READY): $(HOUSE)
	@for python in python3.11 python3 python3.12 python3.13 python3.14 none; do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	done; \
	if [ $$python = none ]; then \
	  echo "casemgmt needs Python 3.11 or newer: apt-get install python3 python3-venv" >&2; exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "casemgmt needs Python's venv: apt-get install python3-venv" >&2; exit 1; \
	fi; \
	echo "Making $(VENV) (once; about half a minute)"; \
	$$python -m venv $(VENV)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[all]' \
	  $(PARTS:%/pyproject.toml=--editable %) -r requirements-dev.txt
	@$(PYTHON) -m compileall -q src adapters/*/src
	@touch $@
