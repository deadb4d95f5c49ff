#!/usr/bin/env bash
# Measures sessions: two replicas of the packaged server on one PostgreSQL, the first one's embedded, all on this machine.
# Prints one figure a line. Needs a JDK, curl, wrk and psql (Debian: wrk, postgresql-client).
#   bench/sessions.sh [seconds a round, default 10]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
rounds=3
connections=16
ports=(18080 18090)
password=bench-password
for tool in wrk psql; do
  command -v $tool >/dev/null || { echo 'bench/sessions.sh needs: apt-get install wrk postgresql-client' >&2; exit 1; }
done

[ -f target/quarkus-app/quarkus-run.jar ] || ./mvnw -q -B package -DskipTests
work=$(mktemp -d)
servers=()
# The last first: the first one has the database.
stop() { for server in "${servers[@]}"; do kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; done; }
trap 'stop; rm -rf "$work"' EXIT
# A copy: rebuilding under a running server would hang it.
cp -r target/quarkus-app "$work/app"

figure() { printf '%-60s %s\n' "$1" "$2"; }
median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
database_port() { sed -n 4p "$work/data/postgres/postmaster.pid"; }
sql() {
  PGPASSWORD=$(cat "$work/data/postgres.password") psql -qAtX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(database_port)" \
    -U postgres -d signet -c "$1"
}

# start PORT [VARIABLE=VALUE...]
start() {
  local port=$1
  shift
  env SIGNET_ISSUER="http://localhost:${ports[0]}" SIGNET_ADMIN_PASSWORD=$password QUARKUS_HTTP_PORT="$port" \
    QUARKUS_MANAGEMENT_PORT=$((port + 1)) "$@" java ${JAVA_OPTS:-} -jar "$work/app/quarkus-run.jar" >"$work/log-$port" 2>&1 &
  servers=($! "${servers[@]}")
  until curl -sf -o /dev/null "http://127.0.0.1:$port/api/ping"; do
    kill -0 "${servers[0]}" 2>/dev/null || { cat "$work/log-$port" >&2; exit 1; }
    sleep 0.1
  done
}

# log_in PORT: a refresh token
log_in() {
  curl -sf "http://127.0.0.1:$1/api/login" -H 'Content-Type: application/json' \
    -d "{\"username\":\"admin\",\"password\":\"$password\"}" | grep -o 'srt1_[^"]*'
}

# Sessions for the next round: at the end of one, an answer is under way on each connection, and with it its session lost.
open_sessions() {
  local port
  for port in "${ports[@]}"; do
    for _ in $(seq $((connections / 2))); do log_in "$port"; done >"$work/tokens-$port"
  done
}

# refresh SECONDS: refreshes a second, both replicas together
refresh() {
  local port half=$((connections / 2)) loads=()
  for port in "${ports[@]}"; do
    wrk -t$half -c$half -d"$1s" --timeout 10s -s bench/refresh.lua "http://127.0.0.1:$port/api/refresh" -- \
      "$work/tokens-$port" >"$work/wrk-$port" &
    loads+=($!)
  done
  wait "${loads[@]}"
  if grep 'Non-2xx\|Socket errors' "$work"/wrk-* >&2; then exit 1; fi
  awk '/Requests\/sec/ { sum += $2 } END { print sum }' "$work"/wrk-*
}

sessions() { sql "select count(*) || ' rows, ' || pg_size_pretty(pg_total_relation_size('user_session')) from user_session"; }
refreshed() { sql 'select sum(generation) from user_session'; }
updates() { sql "select n_tup_$1 from pg_stat_user_tables where relname = 'user_session'"; }
lag() { java bench/RevocationLag.java "http://127.0.0.1:${ports[0]}" "http://127.0.0.1:${ports[1]}" $password "$1"; }

java -version 2>&1 | sed -n 2p
start "${ports[0]}" SIGNET_DATA_DIR="$work/data"
start "${ports[1]}" SIGNET_DATA_DIR="$work/other" SIGNET_ENCRYPTION_KEY_FILE="$work/data/encryption.key" \
  QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://127.0.0.1:$(database_port)/signet" QUARKUS_DATASOURCE_USERNAME=postgres \
  QUARKUS_DATASOURCE_PASSWORD="$(cat "$work/data/postgres.password")"

# Until the path is compiled, and the pages have the room that refreshes take turns in.
open_sessions
refresh $((3 * seconds)) >/dev/null

for _ in $(seq $rounds); do
  open_sessions
  figure 'user_session before a round' "$(sessions)"
  from=$(sql 'select pg_current_wal_insert_lsn()')
  before=$(refreshed)
  refresh "$seconds" >>"$work/rates"
  count=$(($(refreshed) - before))
  sql "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '$from') / $count" >>"$work/wal"
  figure "user_session after $count refreshes" "$(sessions)"
done
figure "refreshes, $connections connections" "$(median <"$work/rates") /s"
figure 'WAL for each refresh' "$(median <"$work/wal" | sed 's/\..*//') bytes"
# PostgreSQL counts up to some seconds late.
until [ "$(updates upd)" -ge "$(refreshed)" ]; do sleep 1; done
figure 'updates of user_session that touch no index (HOT)' \
  "$(awk -v hot="$(updates hot_upd)" -v all="$(updates upd)" 'BEGIN { printf "%.4f", hot / all }')"

lag "$seconds" >/dev/null
figure 'revocation seen by the other replica, p50 / p99' "$(lag $((3 * seconds)))"
open_sessions
refresh $((3 * seconds + 5)) >"$work/meanwhile" &
load=$!
figure 'the same during refreshes as above' "$(lag $((3 * seconds)))"
wait $load
