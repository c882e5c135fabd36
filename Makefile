# The commands of the house. The first one is for you:
#   make run     builds what changed, serves the demonstration on http://127.0.0.1:3000
#   make test    everything that must hold, as the CI runs it
#   make dev     the same as run, rebuilt and restarted at each change
#   make bench   the table of figures        make crash N=500   kill -9 while four clients write
#   make fmt     make lint                   and the steps of `test`, one by one, below

SHELL := /bin/bash
.NOTPARALLEL:
.DEFAULT_GOAL := run

CARGO_TARGET_DIR ?= $(HOME)/.cache/prisme/target
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
export CARGO_TARGET_DIR PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD

# Always these three together: cargo then gives their dependencies one set of features, and compiles them once.
SERVER := -p app -p server -p migrations --features app/ssr
# The browser's side: another target, other features, a folder of its own. The same profile as the real one.
WASM := -p hydrate --target wasm32-unknown-unknown --profile wasm-release --target-dir $(CARGO_TARGET_DIR)/wasm
TOOL := -p xtask --profile tool
N ?= 50

.PHONY: run dev test bench crash fmt lint setup setup-tests setup-bench dist fmt-check unit it-sqlite it-postgres binary journeys

run: dist
	@cargo build -p server --profile local
	@$(CARGO_TARGET_DIR)/local/prisme demo
	@exec $(CARGO_TARGET_DIR)/local/prisme serve

dev: setup
	@cargo xtask watch

test: setup-tests fmt-check dist lint unit it-sqlite it-postgres journeys crash
	@echo "make test: everything passed"

# --- its steps

setup:
	@xtask/setup.sh

setup-tests:
	@xtask/setup.sh --tests

setup-bench:
	@xtask/setup.sh --bench

dist: setup
	@cargo xtask dist

fmt:
	cargo fmt --all

fmt-check:
	cargo fmt --all -- --check

lint: dist
	cargo clippy $(SERVER) --all-targets -- -D warnings
	cargo clippy $(WASM) -- -D warnings
	cargo clippy $(TOOL) --all-targets -- -D warnings

unit: dist
	cargo test $(SERVER) --lib --bins
	cargo test $(TOOL)

it-sqlite: dist
	env -u PRISME_TEST_DATABASE_URL cargo test $(SERVER) --test it

it-postgres: dist
	server/tests/with-postgres.sh cargo test $(SERVER) --test it

# The server that the integration tests were compiled with is the one that the browser meets.
binary: dist
	@cargo test --quiet $(SERVER) --test it --no-run

journeys: binary
	PRISME_BIN=$(CARGO_TARGET_DIR)/debug/prisme node e2e/run.mjs

crash: setup-tests binary
	PRISME_BIN=$(CARGO_TARGET_DIR)/debug/prisme node e2e/crash.mjs $(N)

bench: setup-bench dist
	cargo build -p server --release
	PRISME_BIN=$(CARGO_TARGET_DIR)/release/prisme node e2e/bench.mjs
