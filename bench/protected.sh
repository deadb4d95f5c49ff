#!/usr/bin/env bash
# Measures protected requests on this machine: a server with the cache of verified tokens and one without, side by side, one
# figure a line. Ratios are taken in one run, in alternating rounds. Needs a JDK, curl, wrk and psql (Debian: wrk,
# postgresql-client).
#   bench/protected.sh [seconds a round, default 8]
source "$(dirname "$0")/common.sh"
seconds=${1:-8}
cached=18080
uncached=18090
me=http://127.0.0.1:$cached/api/me

# A token lives ten minutes: a new one for each use.
bearer() { echo "Authorization: Bearer $(log_in "$1" access_token)"; }
open_get() { rate "$1" 32 "http://127.0.0.1:$2/api/ping"; }
protected_get() { rate "$1" 32 "http://127.0.0.1:$2/api/me" -H "$(bearer "$2")"; }

# await_live COUNT: until the server holds as many revocations in memory
await_live() {
  until [ "$(curl -sf "http://127.0.0.1:$((cached + 1))/q/metrics" |
    awk '/^signet_revocations_live/ { n += $2 } END { print n + 0 }')" -eq "$1" ]; do sleep 0.2; done
}

# latency TOKEN: p50 and p99 of protected requests at a hundred a second, in milliseconds
latency() { java bench/SteadyRate.java "$me" "$1" 100 "$((2 * seconds))"; }
p50() { awk '{ print $1 }' "$1" | median; }
p99() { awk '{ print $2 }' "$1" | median; }

machine
start $cached
start $uncached SIGNET_TOKEN_CACHE_ENABLED=false
for port in $cached $uncached; do
  open_get "$seconds" $port >/dev/null
  protected_get "$((2 * seconds))" $port >/dev/null
done

for _ in $(seq $rounds); do
  for port in $cached $uncached; do
    open_get "$seconds" $port >>"$work/open-$port"
    protected_get "$seconds" $port >>"$work/protected-$port"
  done
done
for port in $cached $uncached; do
  case $port in $cached) label='with the cache (>= 0.90)' ;; *) label='without it (>= 0.25)' ;; esac
  open=$(median <"$work/open-$port")
  protected=$(median <"$work/protected-$port")
  figure 'open GET, 32 connections' "$open /s"
  figure 'protected GET, 32 connections' "$protected /s"
  figure "protected GET / open GET, $label" "$(ratio "$protected" "$open")"
done

# Revocations that live for one round only, so that rounds with and without them alternate on one server.
for _ in $(seq $rounds); do
  protected_get "$seconds" $cached >>"$work/unrevoked"
  sql $cached "insert into revocation (kind, id, until) select 'token', gen_random_uuid(), now() + interval '$((seconds + 15)) s'
    from generate_series(1, 100000)"
  await_live 100000
  protected_get "$seconds" $cached >>"$work/revoked"
  await_live 0
  sql $cached 'delete from revocation'
done
figure 'protected GET, 100,000 live revocations / none (>= 0.95)' \
  "$(ratio "$(median <"$work/revoked")" "$(median <"$work/unrevoked")")"

# As many at once as may wait for a hash (signet.password.queue), so that hashing never pauses. The names are of no
# user: they are hashed like any other.
cat "$work/login.lua" - >"$work/flood.lua" <<LUA
function request()
  wrk.headers["X-Forwarded-For"] = address()
  return wrk.format(nil, nil, nil, '{"username":"unknown-' .. random(1, 1000000) .. '","password":"$password"}')
end
LUA
flood() { wrk -t1 -c64 -d"$1s" -s "$work/flood.lua" "http://127.0.0.1:$cached/api/login" >/dev/null; }
flood 20
for _ in $(seq $rounds); do
  # before the flood, in which a log-in of ours would wait like any other, or be shed
  token=$(log_in $cached access_token)
  latency "$token" >>"$work/calm"
  flood $((2 * seconds + 8)) &
  load=$!
  sleep 2
  latency "$token" >>"$work/flooded"
  wait $load
  # What this machine does to requests when anybody takes all cores, be it at the very lowest priority
  foreign=()
  for _ in $(seq "$(nproc)"); do
    chrt --idle 0 sha256sum /dev/zero &
    foreign+=($!)
  done
  latency "$token" >>"$work/busy"
  kill "${foreign[@]}"
  wait "${foreign[@]}" 2>/dev/null || true
done
figure 'protected GET at 100 /s, p50 / p99' "$(p50 "$work/calm") / $(p99 "$work/calm") ms"
figure 'the same during a flood of log-ins, p50 / p99' "$(p50 "$work/flooded") / $(p99 "$work/flooded") ms"
figure 'the same beside foreign processes that only take idle time, p50 / p99' "$(p50 "$work/busy") / $(p99 "$work/busy") ms"
figure 'p99 during a flood / p99 (<= 2)' "$(ratio "$(p99 "$work/flooded")" "$(p99 "$work/calm")")"
figure 'p99 during a flood / p99 beside foreign processes' "$(ratio "$(p99 "$work/flooded")" "$(p99 "$work/busy")")"
