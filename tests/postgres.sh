#!/bin/sh
# A private PostgreSQL server for tests: a temporary folder, a free port on 127.0.0.1 and a unix
# socket, no fsync. Needs Debian's package postgresql-15. As root it runs as the user "postgres".
#
#   tests/postgres.sh run COMMAND…    runs COMMAND with HD_TEST_POSTGRES set, then removes the server
#   tests/postgres.sh start           prints  FOLDER URL
#   tests/postgres.sh stop FOLDER
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed (package postgresql-15)" >&2; exit 1; }

as_server_user() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
  folder=$(as_server_user mktemp -d /tmp/hd-postgres-XXXXXX)
  port=$(free_port)
  cd /
  as_server_user "$bin/initdb" -D "$folder/data" -U hd -A trust --locale=C -E UTF8 --no-sync \
    >"/dev/null"
  as_server_user "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -s \
    -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off \
        -c max_connections=200 -c shared_buffers=64MB" start >&2
  echo "$folder postgres://hd@127.0.0.1:$port/postgres"
}

stop() {
  as_server_user "$bin/pg_ctl" -D "$1/data" -m immediate -w -s stop || true
  rm -rf "$1"
}

case "${1:-}" in
  start) start ;;
  stop) stop "$2" ;;
  run)
    shift
    set -- "$(start)" "$@"
    folder=${1%% *}
    HD_TEST_POSTGRES=${1#* }
    export HD_TEST_POSTGRES
    shift
    trap 'stop "$folder"' EXIT
    trap 'exit 130' INT TERM
    "$@"
    ;;
  *) sed -n '2,8p' "$0" >&2; exit 2 ;;
esac
