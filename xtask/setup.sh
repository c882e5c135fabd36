#!/usr/bin/env bash
# What a build needs: looks, installs what it can (Debian, as root), says the rest in one line. Quick when nothing is missing.
#   xtask/setup.sh           for `make run`
#   xtask/setup.sh --tests   for `make test`: a browser, PostgreSQL's server, what looks at a crash
#   xtask/setup.sh --bench   for `make bench`: what makes the load
set -euo pipefail
cd "$(dirname "$0")/.."

target=wasm32-unknown-unknown
missing=()

say() { echo "setup: $*"; }
have() { command -v "$1" >/dev/null 2>&1; }
need() { missing+=("$@"); }

have cc || need build-essential
have node || need nodejs
have npm || need npm
if [ "${1:-}" = --tests ]; then
    have chromium || need chromium
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || have initdb || need postgresql
    have sqlite3 || need sqlite3
    have strace || need strace
fi
if [ "${1:-}" = --bench ]; then
    have wrk || need wrk
    have sqlite3 || need sqlite3
fi

if [ ${#missing[@]} -gt 0 ]; then
    if have apt-get && [ "$(id -u)" -eq 0 ]; then
        say "installing ${missing[*]}"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        if [[ " ${missing[*]} " == *" postgresql "* ]]; then # its binaries are wanted, not a cluster that starts by itself
            apt-get install -y -qq --no-install-recommends postgresql-common >/dev/null
            sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
        fi
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    else
        say "missing / il manque : ${missing[*]}"
        say "install them, then run this again / installez-les puis relancez : sudo apt-get install ${missing[*]}"
        exit 1
    fi
fi

if ! have cargo; then
    say "Rust is missing / il manque Rust : https://rustup.rs"
    exit 1
fi
if [ ! -d "$(rustc --print sysroot)/lib/rustlib/$target" ]; then
    say "adding the $target target"
    have rustup || { say "install the $target target of your Rust / ajoutez la cible $target à votre Rust"; exit 1; }
    rustup target add "$target"
fi
if [ "${1:-}" = --tests ] && ! { cargo fmt --version && cargo clippy --version; } >/dev/null 2>&1; then
    say "adding rustfmt and clippy"
    have rustup || { say "install rustfmt and clippy / installez rustfmt et clippy"; exit 1; }
    rustup component add rustfmt clippy
fi

lock=package-lock.json
if ! cmp -s $lock node_modules/.installed-lock; then
    say "installing the npm packages of $lock"
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --loglevel=error
    cp $lock node_modules/.installed-lock
fi

# Cargo tells clones that share a target directory apart by dates only, and would take the other's code for ours:
# when another clone built last, ours becomes the newest.
if [ -n "${CARGO_TARGET_DIR:-}" ] && [ "$(cat "$CARGO_TARGET_DIR/.clone" 2>/dev/null)" != "$PWD" ]; then
    find Cargo.toml app migrations server xtask -type f -exec touch {} +
    mkdir -p "$CARGO_TARGET_DIR"
    echo "$PWD" >"$CARGO_TARGET_DIR/.clone"
fi
