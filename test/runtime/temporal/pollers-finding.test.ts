import assert from "node:assert/strict";
import { test } from "node:test";
import type { QueuePollers } from "../../../src/runtime/temporal/pollers.ts";
import { pollersFinding } from "../../../src/runtime/tools/examine-temporal.ts";

const two = { version: "shop:two", percentage: 10, pollers: 0 };

for (const [pollers, state, detail] of [
  [{ all: 0, takers: 0, versions: [] }, "missing", 'nobody polls it, so "W" would start and wait; run a worker for it'],
  [{ all: 1, takers: 1, versions: [] }, "ok", "1 worker asked for tasks in the last minutes"],
  [
    { all: 2, takers: 0, versions: ["shop:one"] },
    "missing",
    'its workers have the version "shop:one", and no version is current, so "W" would start and wait; make it current: temporal worker deployment set-current-version',
  ],
  [
    { all: 2, takers: 0, versions: ["shop:one"], current: "shop:two" },
    "missing",
    'current version "shop:two", but its workers have the version "shop:one", so "W" would start and wait; run workers of it, or make another version current',
  ],
  [
    { all: 2, takers: 0, versions: [], current: "shop:two" },
    "missing",
    'current version "shop:two", but its workers have no version, so "W" would start and wait; run workers of it, or make another version current',
  ],
  [
    { all: 2, takers: 2, versions: ["shop:one"], current: "shop:one", ramping: two },
    "missing",
    'current version "shop:one", ramping version "shop:two" at 10 %, but nobody polls as the ramping version, so its share of "W" would start and wait',
  ],
  [
    { all: 3, takers: 2, versions: ["shop:one", "shop:two"], current: "shop:one", ramping: { ...two, pollers: 1 } },
    "ok",
    '3 workers asked for tasks in the last minutes; current version "shop:one", ramping version "shop:two" at 10 %',
  ],
] satisfies readonly (readonly [QueuePollers, string, string])[])
  test(`doctor: ${detail}`, () => {
    assert.deepEqual(pollersFinding("q", '"W"', pollers), { part: 'task queue "q"', state, detail });
  });
