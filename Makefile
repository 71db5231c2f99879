# `make demo` and `make test` need Python 3.11 or newer and nothing else: each makes .venv first,
# from the exact versions in tests/requirements.txt, and does so only once.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := demo
JOBS ?= auto
PYTEST := $(BIN)/python -m pytest

export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONHOME PYTHONPATH

.PHONY: help demo test lint format bench quick samples pictures clean

help:
	@echo "make demo      plan the sample club into $(DEMO)/ and say what to open first"
	@echo "make test      style, types and every test"
	@echo "make bench     what planning costs on this machine"
	@echo "make quick     the tests that take seconds"
	@echo "make lint      style and types only"
	@echo "make format    lay the code out"
	@echo "make samples   make the workbooks in sample_workbooks/ again"
	@echo "make pictures  make the pictures in sample_workbooks/pictures/ again"
	@echo "make clean     remove everything these commands made"

# A Python that is new enough may still lack ensurepip (Debian puts it into a package of its own).
define MAKE_VENV
old=; \
for python in "$$PYTHON" python3.11 python3 python3.12 python3.13 python3.14 python; do \
  [ -n "$$python" ] || continue; \
  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
  if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
    rm -rf $(VENV) && exec "$$python" -m venv $(VENV); \
  fi; \
  old="$$python"; \
done; \
if [ -n "$$old" ]; then \
  echo "$$old cannot make a virtual environment: its venv or ensurepip module is missing." >&2; \
  echo "On Debian or Ubuntu: sudo apt install python3-venv    Then run make again." >&2; \
else \
  echo "Python 3.11 or newer was not found. Install it, or name it: make demo PYTHON=/path/to/python3" >&2; \
fi; \
exit 1
endef

$(READY): tests/requirements.txt pyproject.toml
	@echo "Setting up $(VENV), once. This takes about a minute."
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || ( $(MAKE_VENV) )
	@$(BIN)/python -m pip install --quiet --requirement tests/requirements.txt
	@$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

demo: $(READY)
	@rm -rf $(DEMO)
	@$(BIN)/periodize plan sample_workbooks/club.xlsx -o $(DEMO) --today 2026-11-22
	@echo
	@echo "The plan of the sample club is in $(CURDIR)/$(DEMO)"
	@echo "  open first  cards.pdf   one card per athlete and training day, two to a page, to print"
	@echo "  then        plan.xlsx   sheet Maxes: change a max and every load in the book follows"
	@echo "  also there  cards.html  the same cards for a browser or a phone"
	@echo "              plan.csv    every set as a row of a table"

test: lint
	@$(PYTEST) --numprocesses $(JOBS)

bench: $(READY)
	@$(PYTEST) tests/bench --quiet -s

quick: $(READY)
	@$(PYTEST) --quiet -m "not slow and not client" --ignore tests/client --ignore tests/laws

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(READY)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

samples: $(READY)
	@$(BIN)/python tests/make_samples.py

pictures: $(READY)
	@$(BIN)/python tests/make_pictures.py

clean:
	@rm -rf $(VENV) $(DEMO) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
