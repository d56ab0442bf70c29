# Everything one needs in a checkout: make demo, make test, make bench, make lint. Each step runs only when it must.

NEW_ENOUGH = import sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)
PORT ?= 8000
PACKAGES = lms courses quizzes forum
BIN = .venv/bin
PIP = PIP_CONSTRAINT=$(CURDIR)/constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip --quiet
FRONT = hatch_build.py package-lock.json $(wildcard lms/web/static/src/* */static/*.js */static/*.css $(foreach p,$(PACKAGES),$(p)/translations/*/LC_MESSAGES/*.po))

.PHONY: install develop chromium demo test lint bench texts constraints clean

install: .venv/.stamp-front  ## Lernlotse in .venv
develop: .venv/.stamp-develop .venv/.stamp-front  ## and what its tests need

demo: install  ## a filled installation on http://127.0.0.1:$(PORT); RESET=1 begins anew
	@$(BIN)/lms demo --port $(PORT) $(if $(RESET),--reset)

test: lint chromium .venv/.stamp-axe  ## everything that must hold: style, types and all tests
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal $(ARGS)

lint: develop
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python -m mypy

chromium:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do command -v $$name >/dev/null && exit 0; done; \
	  test "$$(id -u)" = 0 && echo "Installing Chromium for the browser tests …" && \
	  apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium >/dev/null || \
	  { echo "The browser tests need Chromium. On Debian: sudo apt-get install chromium" >&2; exit 1; }

bench: develop  ## each result is a ratio against a floor measured in the same run
	@$(BIN)/python -m bench $(ARGS)

texts: develop  ## brings each German catalogue up to date with the texts in its package
	@for p in $(PACKAGES); do test -d $$p || continue; t=$$(mktemp); \
	  $(BIN)/pybabel -q extract -F babel.cfg -k Message:1 -k plural:1,2 --sort-output --no-location --project Lernlotse -o $$t $$p && \
	  $(BIN)/pybabel -q update -i $$t -d $$p/translations -l de --init-missing --no-fuzzy-matching --ignore-pot-creation-date --width 120; \
	  rm -f $$t; done

constraints: develop  ## writes down the versions that are installed
	@(head -1 constraints.txt; $(BIN)/python -m pip freeze --exclude-editable | grep ==) > .constraints.new && mv .constraints.new constraints.txt

clean:
	rm -rf .venv build dist node_modules lms/web/static/built lms/certification/fonts
	find $(PACKAGES) -name '*.mo' -delete

.venv/.stamp-venv:
	@test -n "$(PYTHON)" || \
	  { echo "Lernlotse needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "This Python cannot make virtual environments. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

.venv/.stamp-install: .venv/.stamp-venv pyproject.toml constraints.txt
	@echo "Installing Lernlotse (about a minute the first time) …"
	@$(PIP) install -e '.'
	@touch $@ .venv/.stamp-front

.venv/.stamp-develop: .venv/.stamp-install
	@echo "Installing what the tests need …"
	@$(PIP) install -e '.[dev]'
	@touch $@

.venv/.stamp-front: .venv/.stamp-install $(FRONT)
	@$(BIN)/python hatch_build.py 2>/dev/null || $(PIP) install --no-deps -e .
	@touch $@

.venv/.stamp-axe: .venv/.stamp-develop package-lock.json
	@$(BIN)/python hatch_build.py
	@touch $@
