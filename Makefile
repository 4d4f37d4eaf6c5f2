# The commands of the README: `make quickstart`, `make workflow` and `make test`. Everything is installed into $(VENV).
PYTHON ?= python3
VENV ?= .venv
TESTS ?= tests
BIN := $(VENV)/bin
# An environment of a Python that is too old, or gone, is made anew.
STALE := $(shell [ ! -d $(VENV) ] || $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || rm -rf $(VENV))
SOURCES := pyproject.toml README.md $(shell find src scripts -type f -not -name '*.pyc')

.PHONY: quickstart workflow test pythons user lint format bench endurance agents peers clean

quickstart: $(VENV)/installed
	@sh examples/quickstart.sh $(BIN)

workflow: $(VENV)/installed
	@sh examples/workflow.sh $(BIN)

test: $(VENV)/tested peers
	$(BIN)/python -m pytest -m "not slow" -n 3 --dist worksteal $(TESTS)

# What depends on Python on every other one of this machine, and all on the system's own as an ordinary user.
pythons:
	@sh tests/pythons.sh

user:
	@sh tests/ordinary_user.sh

# The real codex, claude and gemini, from npm, against a stand-in for their services on this machine.
agents: $(VENV)/tested
	@sh tests/agents/install.sh $(CURDIR)/build/agents
	BUSDK_AGENTS=$(CURDIR)/build/agents $(BIN)/python -m pytest tests/agents

endurance: $(VENV)/tested peers
	$(BIN)/python -m pytest -m slow

lint: $(VENV)/linted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/linted
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(VENV)/tested
	$(BIN)/python benchmarks/run.py

# The real programs that tests use as peers, where this user may install them; elsewhere those tests are skipped.
peers:
	@sh tests/install_peers.sh

clean:
	rm -rf .venv .venv-* build dist

$(VENV)/pip:
	@$(PYTHON) -c 'import sys; sys.exit("busdk needs Python 3.11 or later: make PYTHON=..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.3'
	@touch $@

$(VENV)/installed: $(VENV)/pip $(SOURCES)
	$(BIN)/pip install --quiet --force-reinstall --no-deps .
	$(BIN)/pip install --quiet .
	@touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/pip install --quiet '.[test]'
	@touch $@

$(VENV)/linted: $(VENV)/tested
	$(BIN)/pip install --quiet '.[lint]'
	@touch $@
