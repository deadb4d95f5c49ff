#!/usr/bin/env bash
# Measures the packaged server on this machine and prints one figure a line. Ratios are taken in one run, in alternating
# rounds, so that whatever else the machine does falls on both sides. Needs a JDK, curl, wrk and psql (Debian: wrk,
# postgresql-client).
#   bench/run.sh [seconds a round, default 8]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-8}
rounds=3
port=18080
management=19000
url=http://127.0.0.1:$port
for tool in wrk psql; do
  command -v $tool >/dev/null || { echo 'bench/run.sh needs: apt-get install wrk postgresql-client' >&2; exit 1; }
done

[ -f target/quarkus-app/quarkus-run.jar ] || ./mvnw -q -B package -DskipTests
work=$(mktemp -d)
server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; }; }
trap 'stop; rm -rf "$work"' EXIT
# A copy: rebuilding under a running server would hang it.
cp -r target/quarkus-app "$work/app"

now() { date +%s%N; }
figure() { printf '%-60s %s\n' "$1" "$2"; }
median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }
rss() { awk '/VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/$server/status"; }

# start LABEL: the time from exec to the first 200
start() {
  local from
  from=$(now)
  # One account from one address, 200 times at once, is what throttling is there to stop.
  SIGNET_LOGIN_THROTTLE_ADDRESS_BURST=100000 SIGNET_LOGIN_THROTTLE_ACCOUNT_AT_ADDRESS_BURST=100000 \
    SIGNET_LOGIN_THROTTLE_FAMILIAR_BURST=100000 SIGNET_DATA_DIR="$work/data" SIGNET_ADMIN_PASSWORD=bench-password QUARKUS_HTTP_PORT=$port \
    QUARKUS_MANAGEMENT_PORT=$management java ${JAVA_OPTS:-} -jar "$work/app/quarkus-run.jar" >"$work/log" 2>&1 &
  server=$!
  until curl -sf -o /dev/null "$url/api/ping"; do
    kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.02
  done
  figure "$1" "$(awk -v ns=$(($(now) - from)) 'BEGIN { printf "%.1f s", ns / 1e9 }')"
}

# rate SECONDS CONNECTIONS URL [wrk options]: successful requests a second
rate() {
  local length=$1 connections=$2 address=$3 out
  shift 3
  out=$(wrk -t2 -c"$connections" -d"${length}s" "$@" "$address")
  if grep -q 'Non-2xx\|Socket errors' <<<"$out"; then echo "$out" >&2; exit 1; fi
  awk '/Requests\/sec/ { print $2 }' <<<"$out"
}

raw_argon2() {
  java -cp "$work/app/lib/main/*" bench/Argon2Rate.java sodium 2>/dev/null | sed 's/.*rate=//; s,/s,,'
}

sql() {
  PGPASSWORD=$(cat "$work/data/postgres.password") psql -qAtX -v ON_ERROR_STOP=1 -h 127.0.0.1 \
    -p "$(sed -n 4p "$work/data/postgres/postmaster.pid")" -U postgres -d signet -c "$1"
}

# await_live COUNT: until the server holds as many revocations in memory
await_live() {
  until [ "$(curl -sf "http://127.0.0.1:$management/q/metrics" |
    awk '/^signet_revocations_live/ { n += $2 } END { print n + 0 }')" -eq "$1" ]; do sleep 0.2; done
}

java -version 2>&1 | sed -n 2p
start 'exec to first 200, empty data folder'
stop
start 'exec to first 200, data there'
figure 'resident after start (without PostgreSQL)' "$(rss)"

token=$(curl -sf "$url/api/login" -H 'Content-Type: application/json' \
  -d '{"username":"admin","password":"bench-password"}' | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
bearer=(-H "Authorization: Bearer $token")
cat >"$work/login.lua" <<'LUA'
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"username":"admin","password":"bench-password"}'
LUA

rate "$seconds" 32 "$url/api/ping" >/dev/null
rate "$seconds" 32 "$url/api/me" "${bearer[@]}" >/dev/null
for _ in $(seq $rounds); do
  rate "$seconds" 32 "$url/api/ping" >>"$work/open"
  rate "$seconds" 32 "$url/api/me" "${bearer[@]}" >>"$work/protected"
done
open=$(median <"$work/open")
protected=$(median <"$work/protected")
figure 'open GET, 32 connections' "$open /s"
figure 'protected GET, 32 connections' "$protected /s"
figure 'protected GET / open GET (>= 0.18)' "$(ratio "$protected" "$open")"

# Revocations that live for one round only, so that rounds with and without them alternate on one server.
for _ in $(seq $rounds); do
  rate "$seconds" 32 "$url/api/me" "${bearer[@]}" >>"$work/unrevoked"
  sql "insert into revocation (kind, id, until) select 'token', gen_random_uuid(), now() + interval '$((seconds + 15)) s'
    from generate_series(1, 100000)"
  await_live 100000
  rate "$seconds" 32 "$url/api/me" "${bearer[@]}" >>"$work/revoked"
  await_live 0
  sql 'delete from revocation'
done
figure 'protected GET, 100,000 live revocations / none (>= 0.95)' \
  "$(ratio "$(median <"$work/revoked")" "$(median <"$work/unrevoked")")"

# At a hundred a second it takes minutes until the path of a log-in is compiled; a flood that is mostly shed is faster.
wrk -t2 -c200 -d30s -s "$work/login.lua" "$url/api/login" >/dev/null
wrk -t2 -c16 -d40s -s "$work/login.lua" "$url/api/login" >/dev/null
for _ in $(seq $rounds); do
  raw_argon2 >>"$work/raw"
  rate "$seconds" 16 "$url/api/login" -s "$work/login.lua" >>"$work/logins"
done
logins=$(median <"$work/logins")
raw=$(median <"$work/raw")
figure 'log-ins, 16 connections' "$logins /s"
figure 'raw Argon2id, as many threads as cores' "$raw /s"
figure 'log-ins / raw Argon2id (>= 0.85)' "$(ratio "$logins" "$raw")"
figure 'resident after load (without PostgreSQL)' "$(rss)"
