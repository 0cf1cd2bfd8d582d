# make demo   first result: environment, graph of the examples, three answers, Turtle and picture
# make test   all tests, against the installed package
# make check  ruff and mypy --strict
# make bench  everything measured side by side: ten minutes, a table and bench.json
# make fuzz   five minutes of texts at random: nothing may break the reader
# make dev    an environment in which changes to the sources take effect at once
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(shell find canbo ontology extractors graph queries -type f ! -name '*.pyc' 2>/dev/null) pyproject.toml README.md LICENSE

.PHONY: setup demo test check dev lock docs screenshots schemes answers clean accuracy bench bench-link faults bench-read bench-hostile fuzz

setup: $(BIN)/canbo

# The locked dependencies, by hash; again whenever the lock changes.
$(VENV)/locked: requirements/lock.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "canbo needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "python3 cannot make an environment; on Debian: apt-get install python3-venv"; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@touch $@

# canbo itself as others get it: a wheel, built from these sources, not linked to them.
$(BIN)/canbo: $(VENV)/locked $(SOURCES)
	@rm -rf build dist
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist . > $(VENV)/build.log 2>&1 || { cat $(VENV)/build.log; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall dist/canbo-*.whl
	@rm -rf build canbo.egg-info
	@touch $@

demo: setup
	@sh scripts/demo.sh $(BIN)/canbo demo

# From tests/, so that the installed package is what is imported and not the folder of the same name.
test: setup
	cd tests && ../$(BIN)/python -m pytest -n auto --dist loadfile --rootdir .. -c ../pyproject.toml .

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	cd tests && ../$(BIN)/python -m mypy --config-file ../pyproject.toml -p canbo

dev: $(VENV)/locked
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .

accuracy: setup
	$(BIN)/python benchmarks/accuracy.py

# All of it side by side; PARTS="build export" for some, SIZES="100 1000 10000" for others.
SIZES ?= 100 1000
bench: setup
	$(BIN)/python benchmarks/bench.py --folder $(VENV)/bench --sizes $(SIZES) $(if $(PARTS),--only $(PARTS)) --json bench.json

# Corpus and stores stay there for the next run: reading ten thousand articles takes a quarter of an hour.
bench-link: setup
	$(BIN)/python benchmarks/linking.py --folder $(VENV)/bench-link

# Two hundred builds killed at random moments; some minutes.
faults: setup
	$(BIN)/python benchmarks/faults.py --kills 200

# How fast articles are read, beside the tokeniser and tagger of underthesea where that is installed.
bench-read: setup
	$(BIN)/python benchmarks/reading.py

bench-hostile: setup
	$(BIN)/python benchmarks/hostile.py

# Texts at random for five minutes; make fuzz SECONDS=60 SEED=7. What breaks the reader is written to fuzz-failures/.
SECONDS ?= 300
SEED ?= 1
fuzz: setup
	$(BIN)/python scripts/fuzz.py --seconds $(SECONDS) --seed $(SEED)

answers:
	$(BIN)/python scripts/make_answers.py

schemes:
	$(BIN)/python scripts/make_schemes.py

docs:
	$(BIN)/python scripts/make_docs.py

# The pictures in docs/screens, again whenever the pages change; needs Chromium (apt-get install chromium).
screenshots:
	$(BIN)/python scripts/make_screenshots.py

# Newest versions within pyproject.toml's bounds, with hashes and without any index address.
lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--all-extras --upgrade --quiet -o requirements/lock.txt pyproject.toml

clean:
	rm -rf $(VENV) build dist demo canbo.egg-info .pytest_cache .mypy_cache .ruff_cache
