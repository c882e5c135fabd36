#!/usr/bin/env bash
# Runs a command beside a throw-away PostgreSQL, whose address is in PRISME_TEST_DATABASE_URL, and gives back its status.
#   server/tests/with-postgres.sh cargo test -p server --test it
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: $0 COMMAND…" >&2; exit 2; }
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -x "${bin:-}/initdb" ] || bin=$(dirname "$(command -v initdb || echo /nowhere/initdb)")
[ -x "$bin/initdb" ] || { echo "with-postgres: no PostgreSQL server binaries here; 'make setup-tests' says how" >&2; exit 1; }

# PostgreSQL refuses root: then everything that touches the cluster is done as the account `postgres`.
as() { "$@"; }
[ "$(id -u)" -ne 0 ] || as() { runuser -u postgres -- "$@"; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/prisme-postgres.XXXXXX")
[ "$(id -u)" -ne 0 ] || chown postgres "$folder"
cd_back=$PWD
stop() {
    local status=$? pid
    trap - EXIT INT TERM HUP
    if [ -s "$folder/data/postmaster.pid" ]; then
        pid=$(head -n 1 "$folder/data/postmaster.pid")
        kill -INT "$pid" 2>/dev/null || true # fast shutdown: connections are closed, nothing is waited for
        for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    fi
    rm -rf "$folder"
    exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

cd "$folder" # a folder that postgres may enter
as "$bin/initdb" --pgdata "$folder/data" --username postgres --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync >"$folder/log" 2>&1 ||
    { cat "$folder/log" >&2; exit 1; }

# Nothing here outlives the run: durability is off, and its socket stays in the folder.
started=
for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    if as "$bin/pg_ctl" --pgdata "$folder/data" --log "$folder/data/server.log" --silent --wait start --options \
        "-h 127.0.0.1 -p $port -k $folder -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" >/dev/null 2>&1
    then started=yes; break; fi # the port was taken: another one
done
[ -n "$started" ] || { cat "$folder/data/server.log" >&2; exit 1; }

export PRISME_TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
export PATH="$PATH:$bin" # pg_dump and psql, of the same version
cd "$cd_back"
"$@"
