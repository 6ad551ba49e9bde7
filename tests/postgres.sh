#!/bin/sh
# A private PostgreSQL server for tests: a temporary folder, a free port on 127.0.0.1 and a unix
# socket, no fsync. Needs Debian's package postgresql-15. As root it runs as the user "postgres".
#
#   tests/postgres.sh run COMMAND…    runs COMMAND with HD_TEST_POSTGRES set, then removes the server
#   tests/postgres.sh start           prints  FOLDER URL
#   tests/postgres.sh stop FOLDER
#   tests/postgres.sh halt FOLDER     as if the machine lost its power; nothing is removed
#   tests/postgres.sh resume FOLDER   starts it again on the same port
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
  as_server_user tee -a "$folder/data/postgresql.conf" >/dev/null <<CONFIG
port = $port
unix_socket_directories = '$folder'
listen_addresses = '127.0.0.1'
fsync = off
full_page_writes = off
max_connections = 200
shared_buffers = 64MB
CONFIG
  resume "$folder"
  echo "$folder postgres://hd@127.0.0.1:$port/postgres"
}

resume() {
  cd /
  as_server_user "$bin/pg_ctl" -D "$1/data" -l "$1/log" -w -s start >&2
}

halt() {
  cd /
  as_server_user "$bin/pg_ctl" -D "$1/data" -m immediate -w -s stop
}

stop() {
  halt "$1" || true
  rm -rf "$1"
}

case "${1:-}" in
  start) start ;;
  stop) stop "$2" ;;
  halt) halt "$2" ;;
  resume) resume "$2" ;;
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
  *) sed -n '2,10p' "$0" >&2; exit 2 ;;
esac
