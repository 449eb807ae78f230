// SPDX-License-Identifier: EUPL-1.2
// The list of tests, and the few assertions they need.
export const tests = [];
export function test(name, body) {
  tests.push({ name, body });
}
export function check(condition, message) {
  if (!condition) throw new Error(message);
}
export function equal(got, expected, what) {
  if (got !== expected) throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
}
