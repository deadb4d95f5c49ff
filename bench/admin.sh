#!/usr/bin/env bash
# Measures administration on this machine: lists, reads and creations a second at 16 connections, with 100,000 users and 1,000,000 audit
# events. Needs a JDK, curl, wrk and psql (Debian: wrk, postgresql-client).
#   bench/admin.sh [seconds a round, default 8]
source "$(dirname "$0")/common.sh"
seconds=${1:-8}
port=18080
base=http://127.0.0.1:$port/api/admin

machine
# a token that outlives the filling of the tables
start $port SIGNET_TOKEN_LIFESPAN=PT1H
sql $port "insert into signet_user (id, username, username_key, password_hash, roles, enabled, must_change_password, created_at, version)
  select gen_random_uuid(), 'user-' || i, 'user-' || i, a.password_hash, '{}', i % 10 > 0, false, now(), 0
  from generate_series(1, 100000) i, signet_user a where a.username = 'admin'"
# past the chain: they are for the lists only
sql $port "insert into audit_event (id, at, actor, actor_roles, action, target, outcome)
  select gen_random_uuid(), now() - i * interval '1 s', 'actor-' || i % 1000, '{}', 'user.change', 'user-' || i % 100000, 'success'
  from generate_series(1, 1000000) i"
sql $port 'analyze'
bearer="Authorization: Bearer $(log_in $port access_token)"
id=$(sql $port "select id from signet_user where username = 'user-50000'")
cat >"$work/create.lua" <<LUA
local threads = 0
function setup(thread) thread:set("thread", threads); threads = threads + 1 end
local i = 0
function request()
  i = i + 1
  return wrk.format("POST", "/api/admin/users", {["Content-Type"] = "application/json", ["$(cut -d: -f1 <<<"$bearer")"] = "$(cut -d' ' -f2- <<<"$bearer")"},
    string.format('{"username":"new-%d-%d-%d","password":"not a common password"}', os.time(), thread, i))
end
LUA
get() { rate "$seconds" 16 "$base/$1" -H "$bearer" >>"$work/$2"; }
create() { rate "$seconds" 16 $base/users -s "$work/create.lua" >>"$work/create"; }
for _ in 1 2; do get 'users?limit=50' warm; get "users/$id" warm; get 'audit-events?limit=50' warm; done
for _ in $(seq $rounds); do
  get 'users?limit=50&q=user-5' list
  get "users/$id" read
  get 'audit-events?limit=50' events
  get 'audit-events?limit=50&actor=actor-7' by-actor
  create
done
figure 'lists of 50 users by prefix, of 100,000' "$(median <"$work/list") /s"
figure 'users read' "$(median <"$work/read") /s"
figure 'users created (each hashes a password)' "$(median <"$work/create") /s"
figure 'lists of 50 audit events, of 1,000,000' "$(median <"$work/events") /s"
figure 'the same of one actor' "$(median <"$work/by-actor") /s"
