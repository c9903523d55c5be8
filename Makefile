# Gap Atlas. `make` lists what there is.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
ADDRESS ?= 127.0.0.1

# The first Python that runs and is new enough. A name on the path may be there and still not run.
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2])' >/dev/null 2>&1 \
	&& echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev dashboard build test lint bench load lock clean

help: ## List what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(VENV)/runtime.stamp ## Create the environment with what the dashboard needs

setup-dev: $(VENV)/dev.stamp ## The same, with what the tests need

dashboard: setup ## Build the release if it is stale, and serve the dashboard on port 8501
	@$(BIN)/python -m etl build
	@echo "Serving on http://$(ADDRESS):$(PORT) (stop with Ctrl+C)"
	@$(BIN)/python -m streamlit run dashboard/app.py --server.address $(ADDRESS) --server.port $(PORT)

build: setup ## Build the release from data/inputs; skips what has not changed
	@$(BIN)/python -m etl build

# What shares nothing runs on two processes. Pages share the folder that a server hands to the browser.
test: setup-dev chromium ## Run every test (installs what they need, Chromium included)
	@$(BIN)/python -m etl build
	@$(BIN)/python -m pytest -n 2 --dist loadfile tests --ignore tests/app --ignore tests/browser $(ARGS)
	@$(BIN)/python -m pytest tests/app tests/browser $(ARGS)

lint: setup-dev ## Check style, types and layers
	@$(BIN)/ruff check etl dashboard tests
	@$(BIN)/ruff format --check etl dashboard tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup-dev ## Measure speed and memory against peers
	@$(BIN)/python -m pytest tests/perf -m perf -q -s

load: setup-dev ## Measure many visitors at once; ARGS="--sessions 100 --seconds 1200" for a soak
	@$(BIN)/python -m tests.perf.load $(ARGS)

lock: setup ## Write requirements.txt and requirements-dev.txt anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt

clean: ## Remove the environment, the release and caches; data/inputs stays
	rm -rf $(VENV) data/release data/.release* dashboard/static/boundaries .pytest_cache .mypy_cache \
		.ruff_cache .hypothesis .import_linter_cache .coverage tests/artifacts

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	|| command -v google-chrome >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
			echo "Installing Chromium for the browser tests"; \
			apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
		else \
			echo "The browser tests need Chromium: install it with 'sudo apt-get install chromium'."; \
		fi; }

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "No usable Python was found. Gap Atlas needs Python 3.11, 3.12 or 3.13 with venv."; \
		echo "Looked for: python3 python3.13 python3.12 python3.11."; \
		echo "Try: sudo apt-get install python3 python3-venv, or see https://www.python.org/downloads/"; \
		exit 4; fi
	@echo "Using $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "The environment could not be made. Try: sudo apt-get install python3-venv"; exit 4; }

$(VENV)/runtime.stamp: requirements.txt | $(VENV)/bin/python
	@echo "Installing what Gap Atlas needs (about a minute the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements-engine.txt $(VENV)/runtime.stamp
	@echo "Installing what the tests need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@# Only the programs of the routing engine are used. They come as a wheel for Python 3.12 and run
	@# under any, so they have a folder of their own.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target $(VENV)/engine \
		--python-version 3.12 --only-binary=:all: --no-deps -r requirements-engine.txt
	@touch $@
