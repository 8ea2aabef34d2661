# Every target in a sentence: `make help`. Needs Python 3.11 or newer and make; the rest is fetched.
.DEFAULT_GOAL := help
.PHONY: help setup fetch demo up test check lint types unit integration test-compose bench soak eval \
	ablation format schemas freeze-examples docs clean
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
RUN := $(UV) run --frozen --no-sync
# the system's certificates, for networks that re-sign connections to the package registries
export UV_SYSTEM_CERTS := true
# the command itself, so that it names itself as one can type it again
CLASHWIRE := .venv/bin/clashwire
DEMO_FLAGS ?=
PYTEST_FLAGS ?=
ROUNDS ?= 200

help: ## Print this list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | \
		awk -F ':.*## ' '{ printf "  make %-16s %s\n", $$1, $$2 }'

setup: .venv/.ready ## Install the locked Python packages into .venv.

.tools/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Clashwire needs Python 3.11 or newer; $(PYTHON) is older: run make PYTHON=python3.11" >&2; exit 2; }
	@echo "Installing uv $(UV_VERSION), the package installer, into .tools" >&2
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.ready: .tools/bin/uv uv.lock pyproject.toml $(wildcard services/*/pyproject.toml) deploy/local/pyproject.toml
	@echo "Installing the locked Python packages into .venv" >&2
	@$(UV) sync --frozen --all-packages --all-extras 2>&1 | \
		{ grep --line-buffered -v '^ [-+~] ' || true; } >&2
	@touch $@

fetch: setup ## Fetch Kafka, Elasticsearch and the gazetteer into the user's cache, once.
	@$(RUN) python -m clashwire_local fetch
	@$(RUN) python -m clashwire_enrich.gazetteer_build

demo: fetch ## Run one story from feed to signed alert on a real Kafka and a real Elasticsearch.
	@$(CLASHWIRE) demo $(DEMO_FLAGS)

up: fetch ## Run everything on deploy/feeds.yaml and deploy/alerts.yaml until Ctrl-C.
	@$(CLASHWIRE) up --feeds deploy/feeds.yaml --alerts deploy/alerts.yaml

test: fetch check ## Check style and types, then run every test on the real Kafka and Elasticsearch.
	@$(RUN) pytest $(PYTEST_FLAGS)

check: lint types ## Check style and types only.

lint: setup ## Check style with ruff.
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .

types: setup ## Check types with mypy --strict.
	@$(RUN) mypy

unit: setup ## Run the tests that need no server.
	@$(RUN) pytest -m "not integration and not e2e" $(PYTEST_FLAGS)

integration: fetch ## Run the tests that need Kafka and Elasticsearch.
	@$(RUN) pytest -m "integration or e2e" $(PYTEST_FLAGS)

test-compose: setup ## Run the end-to-end test against `docker compose up --wait`; needs Docker.
	@$(RUN) pytest tests/compose --compose $(PYTEST_FLAGS)

bench: fetch ## Measure and write docs/benchmarks.md, each figure beside a named alternative.
	@$(RUN) python -m bench

soak: fetch ## Kill ingest 200 times at each of five points and write docs/soak.md.
	@$(RUN) python -m tests.integration.ingest.soak $(ROUNDS)

eval: fetch ## Tag the evaluation passages and print how often each field is right.
	@$(RUN) python -m bench.evaluation.score

ablation: fetch ## Measure what each family of claim rules adds and write docs/claims-ablation.md.
	@$(RUN) python -m bench.evaluation.ablation

format: setup ## Format the code.
	@$(RUN) ruff format .
	@$(RUN) ruff check --fix .

schemas: setup ## Write the JSON Schemas of the topics from the models.
	@$(RUN) python -m clashwire_contracts.schemas services/contracts/schemas

freeze-examples: setup ## Note the checksums of newly added example messages.
	@cd services/contracts/examples && sha256sum */*.json > frozen.sha256

docs: setup schemas ## Write the generated reference pages.
	@$(RUN) python -m docs.generate

clean: ## Remove the environment and the demo's data, not the download cache.
	@rm -rf .venv .tools .clashwire .mypy_cache .ruff_cache .pytest_cache .hypothesis
