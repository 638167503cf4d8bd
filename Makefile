# Everything one does with a checkout. `make help` lists it.
#
# Each target makes the machine ready first: system libraries, .venv, packages. What is in place
# already is left alone; packages are installed again only when pyproject.toml has changed.

PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
READY = $(VENV)/.ready-$(1)
LIBRARIES = PYTHON='$(PYTHON)' sh resources/setup/system-libraries.sh

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: window-libraries $(call READY,run) ## start the app; options: make run ARGS=--kiosk
	@$(BIN)/magapp $(ARGS)

# One more than there are cores: some tests wait, for a server or for what never comes.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: test
test: libraries test-screen $(call READY,test) ## style, imports, types and all tests; some only: make test ARGS='-k rules'
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/pytest -n $(WORKERS) $(ARGS)

# Its own tests and those of the store, which reads products back: a screen that goes there tests
# nothing of it. The floor is in pyproject.toml.
MEASURED := pack rules products shelf visit takehome store

.PHONY: coverage
coverage: libraries $(call READY,test) ## branches of what decides that no test of its own takes
	@$(BIN)/coverage erase
	@CI=1 $(BIN)/coverage run -m pytest -n $(WORKERS) -m 'not gui' $(MEASURED:%=tests/%) $(ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

.PHONY: bench
bench: libraries $(call READY,test) $(call READY,bench) ## measure speed and memory against the goals
	@$(BIN)/pytest -o python_files='bench_*.py' -p no:randomly -s tests/bench $(ARGS)

.PHONY: tour
tour: libraries $(call READY,run) ## every screen as a picture, into build/tour; beside earlier ones: make tour BEFORE=FOLDER
	@$(BIN)/magapp tour build/tour
	@$(BIN)/python tests/contact_sheet.py build/tour $(BEFORE)

# The screens that README.md shows: its name there, and the tour's.
PICTURES := kiosk-welcome:kiosk-*-start kiosk-question:kiosk-*-signals \
    kiosk-suggestion:kiosk-*-suggest staff-questions:staff-*-suggest-pane \
    staff-suggestion:staff-*-suggest-reasons staff-slip:staff-*-suggest-slip

.PHONY: pictures
pictures: tour ## the pictures of README.md again, into docs/pictures
	@mkdir -p docs/pictures
	@for each in $(PICTURES); do \
	    cp build/tour/$${each#*:}-1366x768-en.png docs/pictures/$${each%%:*}.png || exit 1; done

.PHONY: rooms
rooms: $(call READY,test) ## the list and the picture of rooms in docs/architecture.md again
	@$(BIN)/python tests/rooms.py

# Words of the screens: English in the code, other languages in resources/i18n/magapp_*.ts, which
# Qt Linguist or any editor opens. Texts of the pack are not here but in resources/packs.
TRANSLATIONS := $(wildcard resources/i18n/magapp_*.ts)

.PHONY: translations
translations: libraries $(call READY,run) ## find new words in the screens, and make what the app loads
	@$(BIN)/pyside6-lupdate -silent -no-obsolete -locations none \
	    $$(find ui -name '*.py' | LC_ALL=C sort) -ts $(TRANSLATIONS)
	@for file in $(TRANSLATIONS); do \
	    $(BIN)/pyside6-lrelease -silent "$$file" -qm "$${file%.ts}.qm" || exit 1; done

.PHONY: pack
pack: libraries $(call READY,run) ## check the pack and pack it up, so that the app starts fast; after each change
	@$(BIN)/python -m magapp.check.ship

.PHONY: locales
locales: libraries $(call READY,run) ## what is written before Babel is loaded; after a new language or a newer Babel
	@$(BIN)/python -m magapp.check.locales

.PHONY: format
format: $(call READY,test) ## lay the code out as `make test` wants it
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: clean
clean: ## remove .venv and all that was built
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find magapp ui tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- making the machine ready -------------------------------------------------------------------

.PHONY: libraries window-libraries test-screen
libraries:
	@$(LIBRARIES)
window-libraries:
	@$(LIBRARIES) --window
# The kiosk's lock is tried on a real window, and what is spoken on a real accessibility bus. Where
# that cannot be, the rest is tested all the same.
test-screen: libraries
	@$(LIBRARIES) --screen || echo "Tests that need a screen are left out."

$(BIN)/python:
	@$(LIBRARIES)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) -V 2>&1)." >&2; \
	    echo "Name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(call READY,run): EXTRA :=
$(call READY,test): EXTRA := [test]
$(call READY,bench): EXTRA := [bench]
$(VENV)/.ready-%: pyproject.toml | $(BIN)/python
	@echo "Installing packages ($*) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.$(EXTRA)'
	@touch $@ $(VENV)/.ready-run
