#!/usr/bin/env bash
# What strangers who attack cost others: each attack of issue 17 A1 to A3 against a packaged server with -Xmx192m. For each kind one
# line: what others wait before, during and after (GET /api/ping a hundred times a second, half of them on new connections), what is resident
# before and after, and whether liveness answered; below it what the attack cost and came to.
# CONNECTIONS (10000) and SECONDS (30) may be set; KINDS too. Needs ulimit -n of more than twice CONNECTIONS.
tools=curl
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
connections=${CONNECTIONS:-10000}
seconds=${SECONDS_EACH:-30}
kinds=${KINDS:-idle bodies drip heads slow-heads lines trailers deaf garbage}
ulimit -n "$(ulimit -Hn)"
machine
javac -d "$work/hostile" bench/Hostile.java
hostile() { java -Xmx512m -cp "$work/hostile" Hostile "$@"; }
JAVA_OPTS="-Xmx192m ${JAVA_OPTS:-}" start 8180
server=${servers[0]}
resident() { awk '/VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/$server/status"; }
alive() { curl -s -m 5 -o /dev/null -w '%{http_code}' http://127.0.0.1:8181/q/health/live || true; }

hostile probe 8180 1 20 >/dev/null # warm
for kind in $kinds; do
  before=$(hostile probe 8180 1 10)
  rss=$(resident)
  hostile "$kind" 8180 "$connections" "$seconds" ${AGAIN:-} >"$work/attack" 2>&1 &
  attack=$!
  sleep 2
  during=$(hostile probe 8180 1 $((seconds - 10)))
  liveness=$(alive)
  wait $attack || true
  sleep 5
  after=$(hostile probe 8180 1 10)
  kill -0 "$server" 2>/dev/null || { echo "$kind: the server is dead" >&2; tail -5 "$work/log-8180" >&2; exit 1; }
  figure "$kind, before" "$before; $rss"
  figure "$kind, during" "$during; liveness $liveness"
  figure "$kind, after" "$after; $(resident)"
  sed 's/^/  /' "$work/attack"
done
figure 'lines in the log' "$(wc -l <"$work/log-8180")"
