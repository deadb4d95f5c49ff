#!/usr/bin/env bash
# Kills a server while clients refresh, again and again, and counts the sessions that are lost. The database is another server's,
# which stays. All on loopback. Prints one figure a line; fails where a session was lost. Needs a JDK and curl.
#   bench/refresh-kills.sh [kills, default 20] [of which the server stays away for two minutes, default 0]
tools=
source "$(dirname "$0")/common.sh"
kills=${1:-20}
long=${2:-0}
if [ "$kills" -gt 1000 ] || [ "$long" -gt "$kills" ]; then echo 'at most 1000 kills, and no more long ones than that' >&2; exit 1; fi

machine
issuer=SIGNET_ISSUER=http://localhost:18080
start 18080 "$issuer"
env "$issuer" SIGNET_DATA_DIR="$work/18090" SIGNET_ADMIN_PASSWORD=$password QUARKUS_HTTP_PORT=18090 QUARKUS_MANAGEMENT_PORT=18091 \
  SIGNET_ENCRYPTION_KEY_FILE="$work/18080/encryption.key" \
  QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://127.0.0.1:$(database_port 18080)/signet" \
  QUARKUS_DATASOURCE_USERNAME=postgres QUARKUS_DATASOURCE_PASSWORD="$(cat "$work/18080/postgres.password")" \
  java bench/RefreshKills.java "$work/app/quarkus-run.jar" 18090 $password "$kills" "$long" | tee "$work/figures"
grep -q '^sessions lost  *0$' "$work/figures"
