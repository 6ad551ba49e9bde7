#!/bin/sh
# A private ClamAV daemon (Debian's clamav-daemon) for tests: a temporary folder, a unix socket, and a
# database of one signature, the harmless EICAR test text. As root it runs as the user "nobody".
#
#   tests/clamd.sh run COMMAND…  runs COMMAND with HD_TEST_CLAMD (address for --clamd)
#   tests/clamd.sh start         prints  FOLDER ADDRESS
#   tests/clamd.sh stop FOLDER
set -eu

as_server_user() {
  if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi
}

configure() {
  cat <<CONFIG
LocalSocket $1/clamd.ctl
PidFile $1/pid
LogFile $1/log
DatabaseDirectory $1/db
StreamMaxLength 30M
MaxThreads 2
SelfCheck 0
ExitOnOOM yes
CONFIG
}

start() {
  folder=$(as_server_user mktemp -d /tmp/hd-clamd-XXXXXX)
  chmod 755 "$folder"
  as_server_user mkdir "$folder/db"
  # "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" anywhere in any file.
  signature=$(printf '%s' 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!' | od -An -tx1 | tr -d ' \n')
  echo "HaiDang.Test.EICAR:0:*:$signature" > "$folder/db/test.ndb"
  configure "$folder" > "$folder/clamd.conf"
  chmod 644 "$folder/clamd.conf" "$folder/db/test.ndb"
  cd /
  as_server_user /usr/sbin/clamd --config-file="$folder/clamd.conf" >&2
  for _ in $(seq 100); do
    if [ -S "$folder/clamd.ctl" ]; then break; fi
    sleep 0.1
  done
  echo "$folder unix:$folder/clamd.ctl"
}

stop() {
  if [ -s "$1/pid" ]; then kill "$(cat "$1/pid")" 2>/dev/null || true; fi
  rm -rf "$1" 2>/dev/null || { sleep 1; rm -rf "$1"; } || true
}

case "${1:-}" in
  start) start ;;
  stop) stop "$2" ;;
  run)
    shift
    set -- "$(start)" "$@"
    folder=${1%% *}
    HD_TEST_CLAMD=${1#* }
    export HD_TEST_CLAMD
    shift
    trap 'stop "$folder"' EXIT
    trap 'exit 130' INT TERM
    "$@"
    ;;
  *) sed -n '2,7p' "$0" >&2; exit 2 ;;
esac
