# Every command sets itself up; nothing outside this folder is touched. `make` alone lists the commands.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# Compiled once, not anew in each of the many processes of the tests.
unexport PYTHONDONTWRITEBYTECODE

RUN := .venv/bin/python
RUNTIME := .venv/.runtime
DEV := .venv/.dev
BENCH := .venv/.bench
WORKERS ?= 2
WITHOUT_DATABASE := architecture docs flow law reports text ui
OF_THE_SOURCE := tests/architecture tests/docs
PYTEST := $(RUN) -m pytest -n $(WORKERS) --dist loadgroup $(PYTEST_OPTIONS)

.PHONY: help demo test test-slow test-all test-postgres check format generated docs bench bench-reading bundle shots lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

demo: $(RUNTIME) ## the reports in demo/ into var/demo/, then the platform with six counties on 127.0.0.1:8000
	@$(RUN) -m tools.demo
	@$(RUN) -m tools.demo_installation

test: $(DEV) ## the fast tests, a few minutes at most; those of source and handbook run in `make check`
	@$(PYTEST) -m "not slow" $(OF_THE_SOURCE:%=--ignore=%)

test-all: $(DEV) ## every test, with long properties
	@HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-long} $(PYTEST)

test-slow: $(DEV) ## what `make test` leaves out, its properties at length
	@HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-long} $(PYTEST) -m slow

test-postgres: $(DEV) ## every test that touches a database, on a PostgreSQL 15 of its own
	@sh tools/postgres.sh $(PYTEST) -m "not slow or postgres" $(WITHOUT_DATABASE:%=--ignore=tests/%)

check: $(DEV) ## format, lint, types, contracts, generated pages, handbook: what CI runs
	$(RUN) -m ruff format --check src tests tools
	$(RUN) -m ruff check src tests tools
	$(RUN) -m mypy
	.venv/bin/lint-imports --no-logo
	$(RUN) -m tools.docs --check
	$(PYTEST) -m "not slow" $(OF_THE_SOURCE)
	NO_MKDOCS_2_WARNING=1 $(RUN) -m mkdocs build --strict --site-dir var/site

format: $(DEV) ## put code into its form
	$(RUN) -m ruff format src tests tools
	$(RUN) -m ruff check --fix src tests tools

words: $(DEV) ## take the words of the pages from the source, keep their Chinese, compile
	$(RUN) -m tools.messages

generated: $(DEV) ## write the generated pages of docs/ anew
	$(RUN) -m tools.docs
	$(RUN) -m tools.openapi

docs: generated ## build the handbook into var/site/
	NO_MKDOCS_2_WARNING=1 $(RUN) -m mkdocs build --strict --site-dir var/site

bench: $(BENCH) ## measure reading and checking, screening, and a page of the platform beside a bare one
	@$(RUN) tools/bench.py
	@$(RUN) tools/bench_screening.py
	@$(RUN) tools/bench_web.py
	@$(RUN) tools/bench_publications.py

bench-reading: $(DEV) ## how well made-up documents are read: right, doubted, silently wrong
	@$(RUN) tools/bench_reading.py
	@$(RUN) tools/bench_reading.py --form office
	@$(RUN) tools/bench_pages.py --scans 2

shots: $(DEV) ## pictures of every page in var/shots/, checked for all readers (needs chromium)
	@$(RUN) -m tools.shots $(SHOTS)

bundle: $(RUNTIME) ## a tar that installs the platform without network into var/bundle/
	@sh tools/bundle.sh

lock: $(DEV) ## resolve the requirements anew and write the lock files
	@sh tools/lock.sh

clean: ## remove what these commands made
	rm -rf .venv var build site .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(RUNTIME): requirements.lock pyproject.toml
	@sh tools/setup.sh requirements.lock
	@$(RUN) -m tools.messages --compile
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml
	@sh tools/setup.sh requirements-dev.lock
	@$(RUN) -m tools.messages --compile
	@touch $(RUNTIME) $@

$(BENCH): requirements-bench.lock pyproject.toml
	@sh tools/setup.sh requirements-bench.lock
	@$(RUN) -m tools.messages --compile
	@touch $(RUNTIME) $(DEV) $@
