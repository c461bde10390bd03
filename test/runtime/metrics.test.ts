import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { RejectMessage } from "../../src/runtime/ground/errors.ts";
import { Metrics } from "../../src/runtime/health/metrics.ts";
import { Readiness } from "../../src/runtime/health/readiness.ts";
import { RequestMonitor } from "../../src/runtime/request/request-monitor.ts";
import { InFlightMessage } from "../../src/runtime/subscription/in-flight-message.ts";
import { SubscriptionMonitor } from "../../src/runtime/subscription/monitor.ts";
import type { Outcome } from "../../src/runtime/subscription/outcome.ts";
import { engineFixture, silent } from "./engine-fixture.ts";

test("Prometheus' text: families once, labels escaped, histograms cumulative", async () => {
  const metrics = new Metrics();
  metrics.counter("a_total", "A.", { label: 'x"y\\z\n' }).add(2);
  metrics.counter("a_total", "A.", { label: 'x"y\\z\n' }).add();
  metrics.counter("a_total", "A.").add();
  metrics.gauge("g", "G.", () => 1.5);
  metrics.gauge("missing", "Not told.", () => undefined);
  metrics.gauge("broken", "Throws.", () => Promise.reject(new Error("no")));
  const seconds = metrics.histogram("h", "H.");
  for (const value of [0.002, 0.02, 100]) seconds.observe(value);
  const lines = (await metrics.text()).split("\n");
  assert.deepEqual(lines.slice(0, 4), ["# HELP a_total A.", "# TYPE a_total counter", 'a_total{label="x\\"y\\\\z\\n"} 3', "a_total 1"]);
  assert.ok(lines.includes("g 1.5"));
  assert.deepEqual(
    lines.filter((line) => line.startsWith("h")),
    [
      ...["0.001", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "30"].map(
        (limit) => `h_bucket{le="${limit}"} ${Number(limit) < 0.005 ? 0 : Number(limit) < 0.025 ? 1 : 2}`,
      ),
      'h_bucket{le="+Inf"} 3',
      "h_sum 100.022",
      "h_count 3",
    ],
  );
});

test("each end of a message is counted", async () => {
  const { broker, clock, metrics } = await engineFixture({
    attempts: 2,
    handle: (payload) => {
      if (payload === "reject") throw new RejectMessage("no");
      if (payload === "fail") throw new Error("no");
    },
  });
  for (const body of ['"fine"', '"reject"', '"fail"', "{"]) broker.deliver(body, { key: body });
  await clock.advance(60_000);
  const text = await metrics.text();
  const value = (name: string): number => Number(new RegExp(`^boost_messages_${name}_total\\{[^\\n]*\\} (\\d+)$`, "m").exec(text)?.[1]);
  assert.deepEqual(
    ["received", "handled", "retried", "invalid", "rejected", "duplicates"].map((name) => [name, value(name)]),
    [
      ["received", 4],
      ["handled", 1],
      ["retried", 1],
      ["invalid", 1],
      ["rejected", 1],
      ["duplicates", 0],
    ],
  );
  for (const cause of ["invalid: syntax", "rejected", "attempts exhausted"])
    assert.match(text, new RegExp(`dead_lettered_total\\{subscription="test.onAnything",cause="${cause}"\\} 1`));
});

test("a source that is paused says so", async () => {
  const { broker, clock, metrics } = await engineFixture();
  broker.faults.set("acknowledge", new Error("gone"));
  broker.deliver("1");
  await clock.advance(10);
  assert.match(await metrics.text(), /boost_source_paused\{[^}]*\} 1\n/);
  broker.faults.delete("acknowledge");
  await clock.advance(10_000);
  const text = await metrics.text();
  assert.match(text, /boost_source_paused\{[^}]*\} 0\n/);
  assert.match(text, /boost_source_paused_total\{[^}]*\} 1\n/);
});

test("src/runtime/README.md has a row for each metric of a subscription, and no other", async () => {
  const metrics = new Metrics();
  const monitor = new SubscriptionMonitor({ subscription: "s", metrics, readiness: new Readiness(), log: silent });
  monitor.watch({ inFlight: () => 0, lag: async () => 0 });
  const { delivery } = await engineFixture().then(({ broker }) => broker.deliver("1"));
  const outcomes: readonly Outcome[] = [
    { outcome: "handled" },
    { outcome: "handed-back" },
    { outcome: "lost" },
    { outcome: "skipped", reason: "tombstone" },
    { outcome: "dead-lettered", cause: "rejected", error: new RejectMessage("no") },
    { outcome: "fatal", error: new Error("no") },
  ];
  for (const outcome of outcomes) monitor.settled(new InFlightMessage(delivery), outcome);
  monitor.unstorable(new InFlightMessage(delivery), new RejectMessage("no"));
  const requests = new RequestMonitor(metrics);
  const asking = requests.of("shop", "askPrice");
  asking.begun();
  asking.ended("answered", 5);
  asking.late();
  requests.unknown("main");
  const names = [...(await metrics.text()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
  const [, section = ""] = /^## Counters\n(.*?)^## /ms.exec(await readFile("src/runtime/README.md", "utf8")) ?? [];
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  const described = rows.flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(/boost_\w+/g)].map(([name]) => name));
  assert.deepEqual(described.sort(), names.sort());
});

test("a duplicate and a conflict are two counters", async () => {
  const metrics = new Metrics();
  const monitor = new SubscriptionMonitor({ subscription: "s.onOrder", metrics, readiness: new Readiness(), log: silent });
  monitor.performed("duplicate", 1);
  monitor.performed("conflict", 1);
  monitor.performed("conflict", 1);
  const lines = (await metrics.text()).split("\n");
  assert.ok(lines.includes('boost_messages_duplicates_total{subscription="s.onOrder"} 1'));
  assert.ok(lines.includes('boost_messages_conflicts_total{subscription="s.onOrder"} 2'));
});
