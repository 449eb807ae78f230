#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A node on PostgreSQL, for operators: copied there, served by two nodes at once, verified, copied back.
source "$(dirname "$0")/lib.sh"
bin=/usr/lib/postgresql/15/bin
if [ ! -x $bin/initdb ]; then echo "SKIPPED PostgreSQL 15 is not installed"; echo "0 passed, 0 failed, 1 skipped"; exit 0; fi
server=$(mktemp -d /tmp/alternat-pg-XXXXXX); chmod 777 "$server"
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
second=
stop_all() {
  stop_node
  [ -n "$second" ] && kill -TERM "$second" 2>/dev/null && wait "$second" 2>/dev/null
  (cd / && as $bin/pg_ctl -D "$server/data" -m immediate stop >/dev/null 2>&1; as rm -rf "$server/data"); rm -rf "$server" "$work"
}
trap stop_all EXIT
(cd / && as $bin/initdb -D "$server/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync &&
  as $bin/pg_ctl -D "$server/data" -w -l "$server/log" -o "-k $server -c listen_addresses=''" start &&
  as createdb -h "$server" -U postgres demo) >"$work/pg.log" 2>&1 || { cat "$work/pg.log"; exit 1; }
url="postgresql://postgres@/demo?host=$server"

start_node "$work/demo"; stop_node
before=$("$alternat" replay --data "$work/demo")
check "a folder without a ledger is not copied" 1 'node.no_ledger' "$alternat" copy --from "$work/none" --to "$url"
check "a demo in a database begins as a copy" 1 'serve.demo_store' "$alternat" serve --demo --data "$work/none" --store "$url" --port 0
check "a server that is away is named" 1 'ledger.unreachable' "$alternat" copy --from "$work/demo" --to "postgresql:///x?host=/nonexistent"
check "the demo is copied" 0 'sealed values copied and verified' "$alternat" copy --from "$work/demo" --to "$url"
check "never over another" 1 'copy.not_empty' "$alternat" copy --from "$work/demo" --to "$url"
check "the copy verifies" 0 'everything is as it was recorded' "$alternat" verify --data "$work/demo" --store "$url"
check "the copy replays to the same tables" 0 "$(sed -E 's/.*(tables [0-9a-f]+).*/\1/' <<<"$before")" "$alternat" replay --data "$work/demo" --store "$url"

# Two nodes, each with a folder of its own and the same keys.
cp -r "$work/demo" "$work/second"
start_node "$work/demo" --demo --store "$url"; first_port=$port
"$alternat" serve --demo --data "$work/second" --store "$url" --port 0 --web "${WEB:-web}" >"$work/second.log" 2>&1 &
second=$!
for _ in $(seq 300); do
  second_port=$(sed -nE 's/.*listens on http:.*:([0-9]+).*/\1/p' "$work/second.log")
  [ -n "$second_port" ] && break; sleep 0.1
done
check "the first node answers" 0 'Alternat' curl -s "http://127.0.0.1:$first_port/"
check "the second node answers" 0 'Alternat' curl -s "http://127.0.0.1:$second_port/"
kill -TERM "$second"; wait "$second"; second=
stop_node
check "after both it verifies" 0 'everything is as it was recorded' "$alternat" verify --data "$work/demo" --store "$url"
check "and is copied back" 0 'copied and verified' "$alternat" copy --from "$url" --to "$work/back"
cp "$work"/demo/*.key "$work/back"
check "to a folder that verifies" 0 'everything is as it was recorded' "$alternat" verify --data "$work/back"
finish
