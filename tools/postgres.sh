#!/bin/sh
# Runs a command beside a PostgreSQL of its own: sh tools/postgres.sh COMMAND…  It listens on a socket in a temporary folder
# only, and is gone afterwards. The command finds it in GONGKAI_TEST_DATABASE_URL; one that is set already is used instead.
set -eu

[ -n "${GONGKAI_TEST_DATABASE_URL:-}" ] && exec "$@"

bin=${GONGKAI_TEST_POSTGRES:-/usr/lib/postgresql/15/bin}
if [ ! -x "$bin/initdb" ]; then
    printf '%s\n' '没有找到 PostgreSQL 15。Debian 12：sudo apt-get install postgresql' \
        'PostgreSQL 15 was not found. On Debian 12: sudo apt-get install postgresql' >&2
    exit 1
fi

folder=$(mktemp -d /tmp/gongkai-pg.XXXXXX)
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as_owner() { su postgres -s /bin/sh -c 'cd /; exec "$0" "$@"' -- "$@"; }
fi
finish() {
    trap '' INT TERM  # a second signal must not leave the server behind
    as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || :
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

as_owner "$bin/initdb" -D "$folder/data" -U postgres -E UTF8 --locale=C.UTF-8 -A trust --no-sync >/dev/null
as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w \
    -o "-k $folder -c listen_addresses= -c fsync=off -c max_connections=60" start >/dev/null ||
    { cat "$folder/log" >&2; exit 1; }

escaped=$(printf '%s' "$folder" | sed 's,/,%2F,g')
GONGKAI_TEST_DATABASE_URL="postgresql://postgres@$escaped/postgres" "$@"
