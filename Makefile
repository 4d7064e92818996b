# Two commands do all the set-up: `make demo` and `make test`. Everything is installed into .venv and, for programs that
# are no Python packages, through the system's own package managers where we may use them.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= data/processed
# Test fixtures and doctests hold Bangla, whatever the machine's locale is.
export PYTHONUTF8 := 1

.PHONY: help demo test lint types check install install-test ocr office browser samples notebooks format bench clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: install ocr ## set up, import data/samples into data/processed, group its topics, show what came out
	@$(BIN)/siddhanto import data/samples --out data/processed || test $$? -eq 1
	@$(BIN)/siddhanto topics data/processed && $(BIN)/siddhanto follow-up data/processed || true
	@$(BIN)/python -m pipeline.demo data/processed

test: install-test ocr office browser check ## set up, then lint, types and tests

check: lint types ## lint, types and tests, without setting up
	$(BIN)/pytest -q -n 3 --dist loadfile

lint: ## ruff, its rules and its format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: ## mypy --strict, also as on Windows
	$(BIN)/mypy
	$(BIN)/mypy --platform win32

samples: .venv/.installed-test ## build data/samples and their right answers from what they say; ONLY="14 18" for some
	$(BIN)/python data/build_samples.py $(ONLY)

notebooks: .venv/.installed ## open the notebooks, on the samples or on OUT=tables
	@$(BIN)/python -m pip install -q -e '.[analysis,notebooks]'
	@test -e $(OUT)/decisions.parquet || $(BIN)/siddhanto import data/samples --out $(OUT) || test $$? -eq 1
	@$(BIN)/siddhanto topics $(OUT) && $(BIN)/siddhanto follow-up $(OUT)
	SIDDHANTO_OUT=$(abspath $(OUT)) $(BIN)/jupyter lab notebooks

format: ## let ruff format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

install: .venv/.installed ## the program with OCR and topics, in .venv

install-test: .venv/.installed-test

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv .venv || { echo "python3-venv is missing: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install -q --upgrade pip

.venv/.installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install -q -e . 
	@$(BIN)/python -m pip install -q -e '.[ocr]' || echo "OCR could not be installed on this machine: scans will be reported as ocr_missing."
	@$(BIN)/python -m pip install -q -e '.[topics]' || echo "scikit-learn could not be installed on this machine: siddhanto topics will say so."
	@touch $@

.venv/.installed-test: .venv/.installed
	$(BIN)/python -m pip install -q -e '.[dev]'
	@touch $@

ocr: .venv/.installed ## Bangla and English data for OCR, in .venv/share
	@$(BIN)/python -m extractors.scan.ocr_install .venv/share/siddhanto/tessdata

office: ## LibreOffice, for DOC, RTF and ODT
	@command -v soffice >/dev/null || command -v libreoffice >/dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && { echo "installing LibreOffice Writer …"; apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-writer >/dev/null; } \
	  || echo "LibreOffice is missing, so DOC, RTF and ODT files will be reported as office_missing: install libreoffice-writer."; }

browser: ## Chromium and Bangla letters, for the tests of the pages
	@{ command -v chromium >/dev/null || command -v chromium-browser >/dev/null; } && fc-list 2>/dev/null | grep -q Bengali || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && { echo "installing Chromium …"; apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-noto-core >/dev/null; } \
	  || echo "Chromium or a Bangla font is missing, so the pages are not tested in a browser: install chromium and fonts-noto-core."; }

LARGEST := 10000
bench: .venv/.installed-test ## measure speed beside bare libraries and other programs; LARGEST=100000 takes half an hour
	$(BIN)/python -m pip install -q -e '.[bench]'
	@cd tests && ../$(BIN)/python -m benchmarks.run --largest $(LARGEST) --write benchmarks/RESULTS.md

clean: ## remove what was built
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis data/processed
