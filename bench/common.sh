# What the scripts of this folder share; they source it. Starts packaged servers and measures them from this machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rounds=3
password=bench-password
for tool in ${tools-wrk psql}; do
  command -v $tool >/dev/null || { echo "$0 needs: apt-get install wrk postgresql-client" >&2; exit 1; }
done

[ -f target/quarkus-app/quarkus-run.jar ] || ./mvnw -q -B package -DskipTests
work=$(mktemp -d)
servers=()
# The last first: the first one may have the database of all.
stop() {
  local server
  for server in "${servers[@]}"; do kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; done
  servers=()
}
trap 'stop; rm -rf "$work"' EXIT
# A copy: rebuilding under a running server would hang it.
cp -r target/quarkus-app "$work/app"
classes="$work/app/app/*:$work/app/lib/main/*:$work/app/lib/boot/*"
# Each log-in from another address, as through a proxy: one account from one address is what throttling is there to slow down.
cat >"$work/login.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"username":"admin","password":"$password"}'
local random = math.random
math.randomseed(os.time())
function address() return "10." .. random(0, 255) .. "." .. random(0, 255) .. "." .. random(1, 254) end
function request()
  wrk.headers["X-Forwarded-For"] = address()
  return wrk.format()
end
LUA

figure() { printf '%-60s %s\n' "$1" "$2"; }
median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }
machine() { java -version 2>&1 | sed -n 2p; figure 'load average before' "$(cut -d' ' -f1-3 /proc/loadavg)"; }

# start PORT [VARIABLE=VALUE...]: a server with a data folder of its own, and the management port above; returns with its first 200
start() {
  local port=$1
  shift
  env SIGNET_TRUSTED_PROXIES=127.0.0.1 SIGNET_FORWARDED_HEADER=X-Forwarded-For \
    SIGNET_DATA_DIR="$work/$port" SIGNET_ADMIN_PASSWORD=$password \
    QUARKUS_HTTP_PORT="$port" QUARKUS_MANAGEMENT_PORT=$((port + 1)) "$@" \
    java ${JAVA_OPTS:-} -jar "$work/app/quarkus-run.jar" >"$work/log-$port" 2>&1 &
  servers=($! "${servers[@]}")
  until curl -sf -o /dev/null "http://127.0.0.1:$port/api/ping"; do
    kill -0 "${servers[0]}" 2>/dev/null || { cat "$work/log-$port" >&2; exit 1; }
    sleep 0.02
  done
}

# log_in PORT MEMBER: the access_token or refresh_token of a new session
log_in() {
  curl -sf "http://127.0.0.1:$1/api/login" -H 'Content-Type: application/json' \
    -d "{\"username\":\"admin\",\"password\":\"$password\"}" | sed "s/.*\"$2\":\"\([^\"]*\)\".*/\1/"
}

# rate SECONDS CONNECTIONS URL [wrk options]: successful requests a second
rate() {
  local length=$1 connections=$2 address=$3 out
  shift 3
  out=$(wrk -t2 -c"$connections" -d"${length}s" "$@" "$address")
  if grep -q 'Non-2xx\|Socket errors' <<<"$out"; then echo "$out" >&2; exit 1; fi
  awk '/Requests\/sec/ { print $2 }' <<<"$out"
}

# database_port PORT, sql PORT STATEMENT: of the embedded database of the server at a port
database_port() { sed -n 4p "$work/$1/postgres/postmaster.pid"; }
sql() {
  PGPASSWORD=$(cat "$work/$1/postgres.password") psql -qAtX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(database_port "$1")" \
    -U postgres -d signet -c "$2"
}
