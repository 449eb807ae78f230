#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# kill -9 while an officer works: nothing answered is lost, the ledger verifies and replays.
source "$(dirname "$0")/lib.sh"
node tests/cli/kill.mjs "$alternat" "${WEB:-web}" "$work/demo" "${ROUNDS:-5}"
