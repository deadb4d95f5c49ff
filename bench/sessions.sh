#!/usr/bin/env bash
# Measures sessions: two replicas of the packaged server on one PostgreSQL, the first one's embedded, all on this machine.
# Prints one figure a line. Needs a JDK, curl, wrk and psql (Debian: wrk, postgresql-client).
#   bench/sessions.sh [seconds a round, default 10]
source "$(dirname "$0")/common.sh"
seconds=${1:-10}
connections=16
ports=(18080 18090)

# Sessions for the next round: at the end of one, an answer is under way on each connection, and with it its session lost.
open_sessions() {
  local port
  for port in "${ports[@]}"; do
    for _ in $(seq $((connections / 2))); do log_in "$port" refresh_token; done >"$work/tokens-$port"
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

sessions() { sql "${ports[0]}" "select count(*) || ' rows, ' || pg_size_pretty(pg_total_relation_size('user_session')) from user_session"; }
refreshed() { sql "${ports[0]}" 'select sum(generation) from user_session'; }
updates() { sql "${ports[0]}" "select n_tup_$1 from pg_stat_user_tables where relname = 'user_session'"; }
lag() { java bench/RevocationLag.java "http://127.0.0.1:${ports[0]}" "http://127.0.0.1:${ports[1]}" $password "$1"; }

machine
issuer=SIGNET_ISSUER=http://localhost:${ports[0]}
start "${ports[0]}" "$issuer"
start "${ports[1]}" "$issuer" SIGNET_ENCRYPTION_KEY_FILE="$work/${ports[0]}/encryption.key" \
  QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://127.0.0.1:$(database_port "${ports[0]}")/signet" \
  QUARKUS_DATASOURCE_USERNAME=postgres QUARKUS_DATASOURCE_PASSWORD="$(cat "$work/${ports[0]}/postgres.password")"

# Until the path is compiled, and the pages have the room that refreshes take turns in.
open_sessions
refresh $((3 * seconds)) >/dev/null

for _ in $(seq $rounds); do
  open_sessions
  figure 'user_session before a round' "$(sessions)"
  from=$(sql "${ports[0]}" 'select pg_current_wal_insert_lsn()')
  before=$(refreshed)
  refresh "$seconds" >>"$work/rates"
  count=$(($(refreshed) - before))
  sql "${ports[0]}" "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '$from') / $count" >>"$work/wal"
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
