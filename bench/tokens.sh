#!/usr/bin/env bash
# Measures tokens for machines on this machine: client_credentials with the secret in the header, ES256, as a ratio to an open POST on
# the same server, in alternating rounds; and that no row is written for them. Needs a JDK, curl, wrk and psql (Debian: wrk,
# postgresql-client).
#   bench/tokens.sh [seconds a round, default 8]
source "$(dirname "$0")/common.sh"
seconds=${1:-8}
port=18080
base=http://127.0.0.1:$port

machine
start $port
admin=$(log_in $port access_token)
client=$(curl -sf $base/api/admin/clients -H "Authorization: Bearer $admin" -H 'Content-Type: application/json' \
  -d '{"name":"bench","clientId":"bench","scopes":["read"],"roles":["auditor"]}')
secret=$(sed 's/.*"clientSecret":"\([^"]*\)".*/\1/' <<<"$client")
basic=$(printf 'bench:%s' "$secret" | base64 -w0)
cat >"$work/token.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Authorization"] = "Basic $basic"
wrk.body = "grant_type=client_credentials"
LUA
# An open POST that does nothing: no token is there to log out.
cat >"$work/open.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.body = "grant_type=client_credentials"
LUA
tokens() { rate "$1" 16 $base/oauth/token -s "$work/token.lua"; }
open_post() { wrk -t2 -c16 -d"$1s" -s "$work/open.lua" $base/api/logout | awk '/Requests\/sec/ { print $2 }'; }
rows() {
  sleep 2 # until the statistics of all connections are in
  sql $port "select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables where relname not like 'audit%'
    and relname <> 'client_secret'"
}

tokens $((3 * seconds)) >/dev/null
open_post $((2 * seconds)) >/dev/null
before=$(rows)
events=$(sql $port 'select count(*) from audit_event')
for _ in $(seq $rounds); do
  tokens "$seconds" >>"$work/tokens"
  open_post "$seconds" >>"$work/open"
done
figure 'client_credentials, 16 connections' "$(median <"$work/tokens") /s"
figure 'open POST, 16 connections' "$(median <"$work/open") /s"
figure 'client_credentials / open POST (>= 0.25)' "$(ratio "$(median <"$work/tokens")" "$(median <"$work/open")")"
figure 'rows written meanwhile, but for the audit trail' "$(($(rows) - before))"
figure 'audit events meanwhile (counted, one for each client and interval)' \
  "$(($(sql $port 'select count(*) from audit_event') - events))"
stop
signed=$(java -cp "$classes" bench/SignatureRate.java ES256 | awk '/tokens signed/ { print $4 }')
figure 'tokens signed by one thread without HTTP (ES256)' "$signed /s"
figure 'client_credentials / tokens signed by one thread' "$(ratio "$(median <"$work/tokens")" "$signed")"
