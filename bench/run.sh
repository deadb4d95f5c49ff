#!/usr/bin/env bash
# Measures starts, memory and log-ins of the packaged server on this machine and prints one figure a line. Ratios are taken in
# one run, in alternating rounds, so that whatever else the machine does falls on both sides. Needs a JDK, curl, wrk and psql
# (Debian: wrk, postgresql-client).
#   bench/run.sh [seconds a round, default 8]
source "$(dirname "$0")/common.sh"
seconds=${1:-8}
port=18080
url=http://127.0.0.1:$port

rss() { awk '/VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/${servers[0]}/status"; }

# timed_start LABEL: the time from exec to the first 200
timed_start() {
  local from
  from=$(date +%s%N)
  start $port
  figure "$1" "$(awk -v ns=$(($(date +%s%N) - from)) 'BEGIN { printf "%.1f s", ns / 1e9 }')"
}

raw_argon2() {
  java -cp "$work/app/lib/main/*" bench/Argon2Rate.java sodium 2>/dev/null | sed 's/.*rate=//; s,/s,,'
}

machine
timed_start 'exec to first 200, empty data folder'
stop
timed_start 'exec to first 200, data there'
figure 'resident after start (without PostgreSQL)' "$(rss)"

# Of many users: those of one would wait for each other, and end the oldest of a thousand sessions each.
sql $port "insert into signet_user (id, username, username_key, password_hash, roles, enabled, must_change_password, created_at, version)
  select uuidv7(), 'user-' || i, 'user-' || i, a.password_hash, '{}', true, false, now(), 0
  from generate_series(1, 1000) i, signet_user a where a.username = 'admin'"
cat "$work/login.lua" - >"$work/logins.lua" <<LUA
local threads = 0
function setup(thread) threads = threads + 1; thread:set("first", threads) end
local sent = 0
function request()
  sent = sent + 1
  wrk.headers["X-Forwarded-For"] = address()
  return wrk.format(nil, nil, nil, '{"username":"user-' .. (2 * sent + first) % 1000 + 1 .. '","password":"$password"}')
end
LUA

# At a hundred a second it takes minutes until the path of a log-in is compiled; a flood that is mostly shed is faster.
wrk -t2 -c200 -d30s -s "$work/logins.lua" "$url/api/login" >/dev/null
wrk -t2 -c16 -d120s -s "$work/logins.lua" "$url/api/login" >/dev/null
for _ in $(seq $rounds); do
  raw_argon2 >>"$work/raw"
  rate "$seconds" 16 "$url/api/login" -s "$work/logins.lua" >>"$work/logins"
done
logins=$(median <"$work/logins")
raw=$(median <"$work/raw")
figure 'log-ins, 16 connections' "$logins /s"
figure 'raw Argon2id, as many threads as cores' "$raw /s"
figure 'log-ins / raw Argon2id (>= 0.85)' "$(ratio "$logins" "$raw")"
figure 'resident after load (without PostgreSQL)' "$(rss)"
