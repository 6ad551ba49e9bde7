#!/bin/sh
# A private SMTP server (Exim of Debian, package exim4-daemon-light) for tests: a temporary folder, a
# free port on 127.0.0.1, no rights. It accepts mail to anybody at example.org, refuses the address
# nobody@example.org, and appends what it got to FOLDER/inbox. As root it runs as the user "nobody".
#
#   tests/mail-server.sh run COMMAND…  runs COMMAND with HD_TEST_SMTP (URL) and HD_TEST_INBOX (file)
#   tests/mail-server.sh start         prints  FOLDER URL
#   tests/mail-server.sh stop FOLDER
set -eu

as_server_user() {
  if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

configure() {
  user=$(as_server_user id -un)
  group=$(as_server_user id -gn)
  cat <<CONFIG
exim_user = $user
exim_group = $group
spool_directory = $1/spool
log_file_path = $1/log/%s
pid_file_path = $1/pid
primary_hostname = mail.example.org
daemon_smtp_ports = $2
local_interfaces = 127.0.0.1
domainlist local_domains = example.org
never_users =
tls_advertise_hosts =
acl_smtp_rcpt = accept_local
keep_environment =
begin acl
accept_local:
  deny recipients = nobody@example.org
  accept domains = +local_domains
  deny
begin routers
everybody:
  driver = accept
  domains = +local_domains
  transport = inbox
begin transports
inbox:
  driver = appendfile
  file = $1/inbox
  mode = 0644
  user = $user
  group = $group
CONFIG
}

start() {
  folder=$(as_server_user mktemp -d /tmp/hd-mail-XXXXXX)
  port=$(free_port)
  chmod 755 "$folder"
  as_server_user mkdir "$folder/spool" "$folder/log"
  as_server_user touch "$folder/inbox"
  configure "$folder" "$port" > "$folder/exim.conf"
  chmod 644 "$folder/exim.conf"
  cd /
  as_server_user /usr/sbin/exim4 -C "$folder/exim.conf" -bd >&2
  for _ in $(seq 50); do
    if [ -s "$folder/pid" ]; then break; fi
    sleep 0.1
  done
  echo "$folder smtp://127.0.0.1:$port"
}

stop() {
  if [ -s "$1/pid" ]; then kill "$(cat "$1/pid")" 2>/dev/null || true; fi
  # A delivery under way may still write for a moment.
  rm -rf "$1" 2>/dev/null || { sleep 1; rm -rf "$1"; } || true
}

case "${1:-}" in
  start) start ;;
  stop) stop "$2" ;;
  run)
    shift
    set -- "$(start)" "$@"
    folder=${1%% *}
    HD_TEST_SMTP=${1#* }
    HD_TEST_INBOX=$folder/inbox
    export HD_TEST_SMTP HD_TEST_INBOX
    shift
    trap 'stop "$folder"' EXIT
    trap 'exit 130' INT TERM
    "$@"
    ;;
  *) sed -n '2,8p' "$0" >&2; exit 2 ;;
esac
