import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { z } from "zod";
import { sha256 } from "../../src/runtime/decode/identity.ts";
import type { StartOverrides } from "../../src/runtime/ground/context.ts";
import type { ContractDefinition, OperationDefinition, WorkflowRuleDefinition } from "../../src/runtime/ground/contract.ts";
import { InvalidMessage } from "../../src/runtime/ground/errors.ts";
import { workflowSurface } from "../../src/runtime/handler/workflow-calls.ts";
import type { WorkflowCall, WorkflowOutcome } from "../../src/runtime/workflows/workflow-starter.ts";
import { type RunFixtureOptions, runOf } from "./run-fixture.ts";

const id = ["order-", { from: "payload", path: ["id"] }] as const;
const whole = { template: [{ from: "payload", path: [] }] } as const;
const start: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "orderWorkflow",
  member: "start",
  type: "OrderWorkflow",
  workflowId: id,
  args: [whole],
};
const signal: WorkflowRuleDefinition = {
  kind: "signal",
  workflow: "orderWorkflow",
  member: "signalCancel",
  workflowId: id,
  args: [],
  signal: { name: "cancel", args: [whole] },
};

type Surface = {
  readonly [workflow: string]: { readonly [member: string]: (payload: unknown, overrides?: StartOverrides) => Promise<unknown> };
} & { dispatch(payload: unknown): Promise<boolean> };

interface Scene {
  readonly calls: WorkflowCall[];
  readonly duplicates: () => number;
  surface(message: string, more?: Partial<RunFixtureOptions>): Surface;
}

function scene(
  messages: { readonly [member: string]: readonly WorkflowRuleDefinition[] },
  options: { taskQueue?: string; document?: string; outcome?: WorkflowOutcome; failures?: number } = {},
): Scene {
  const calls: WorkflowCall[] = [];
  let duplicates = 0;
  const operation = {
    key: "onOrder",
    name: "onOrder",
    action: "receive",
    messages: Object.fromEntries(Object.entries(messages).map(([member, rules]) => [member, { rules }])),
    options: {},
  } as unknown as OperationDefinition; // The channel plays no part here.
  const contract: ContractDefinition = {
    format: 1,
    name: "c",
    title: "c",
    version: "1",
    role: "application",
    servers: {},
    operations: [operation],
    publishers: {},
    incoming: {},
    ...(options.document === undefined ? {} : { temporal: { taskQueue: options.document } }),
  };
  const make = workflowSurface(contract, {
    taskQueue: options.taskQueue,
    starter: {
      perform: async (call) => {
        calls.push(call);
        if (calls.length <= (options.failures ?? 0)) throw new Error("away");
        return options.outcome ?? { kind: "started", workflowId: call.workflowId, runId: "r" };
      },
      ping: async () => {},
      close: async () => {},
    },
  });
  return {
    calls,
    duplicates: () => duplicates,
    surface: (message, more = {}) =>
      make(
        runOf({
          id: "delivery-1",
          operation,
          message,
          key: "key-1",
          headers: { tenant: "t-1" },
          parameters: { region: "eu" },
          performed: (outcome) => {
            if (outcome === "duplicate") duplicates += 1;
          },
          ...more,
        }),
      ) as Surface,
  };
}

describe("dispatch", () => {
  test("does what the first rule says whose `when` holds; false when none does", async () => {
    const when = (rule: WorkflowRuleDefinition, schema: z.ZodType): WorkflowRuleDefinition => ({ ...rule, when: { payload: schema } });
    const { surface, calls } = scene({
      order: [
        when({ ...start, type: "Express" }, z.looseObject({ express: z.literal(true) })),
        when(start, z.looseObject({ id: z.string() })),
        signal,
      ],
    });
    assert.equal(await surface("order").dispatch({ id: "1", express: true }), true);
    assert.equal(await surface("order").dispatch({ id: "1" }), true);
    assert.deepEqual(
      calls.map((call) => call.rule.type),
      ["Express", "OrderWorkflow"],
    );
    const none = scene({ order: [when(start, z.never())] });
    assert.equal(await none.surface("order").dispatch({ id: "1" }), false);
    assert.deepEqual(none.calls, []);
  });
  test("`when` looks at headers too", async () => {
    const { surface } = scene({ order: [{ ...start, when: { headers: z.looseObject({ tenant: z.literal("t-2") }) } }] });
    assert.equal(await surface("order").dispatch({ id: "1" }), false);
  });
  test("counts a message whose workflow it had started before", async () => {
    const { surface, duplicates } = scene({ order: [start] }, { outcome: { kind: "duplicate", workflowId: "order-1", runId: "r" } });
    await surface("order").dispatch({ id: "1" });
    assert.equal(duplicates(), 1);
  });
});

describe("typed calls", () => {
  test("evaluate the rule over the payload that the handler passes", async () => {
    const { surface, calls } = scene({ order: [start], cancel: [signal] });
    const { orderWorkflow } = surface("order");
    assert.deepEqual(await orderWorkflow?.["start"]?.({ id: "7", changed: true }), {
      workflowId: "order-7",
      runId: "r",
      outcome: "started",
    });
    assert.deepEqual(calls[0]?.args, [{ id: "7", changed: true }]);
    assert.deepEqual({ ...calls[0]?.delivery }, { id: "delivery-1", identifies: true, digest: sha256("body") });
  });
  test("of another message's rule, too", async () => {
    const { surface, calls } = scene({ order: [start], cancel: [signal] });
    await surface("order")["orderWorkflow"]?.["signalCancel"]?.({ id: "7" });
    assert.deepEqual([calls[0]?.kind, calls[0]?.signal], ["signal", { name: "cancel", args: [{ id: "7" }] }]);
  });
  test("overrides win", async () => {
    const { surface, calls } = scene({ order: [start], cancel: [signal] });
    await surface("order")["orderWorkflow"]?.["start"]?.({ id: "7" }, { workflowId: "own", taskQueue: "q", args: [1] });
    assert.deepEqual([calls[0]?.workflowId, calls[0]?.taskQueue, calls[0]?.args], ["own", "q", [1]]);
    await surface("order")["orderWorkflow"]?.["signalCancel"]?.({ id: "7" }, { args: ["x"] });
    assert.deepEqual(calls[1]?.signal, { name: "cancel", args: ["x"] });
  });
  test("task queue: override, rule, environment, document", async () => {
    const queue = async (rule: WorkflowRuleDefinition, options: { taskQueue?: string; document?: string }): Promise<string | undefined> => {
      const { surface, calls } = scene({ order: [rule] }, options);
      await surface("order").dispatch({ id: "1" });
      return calls[0]?.taskQueue;
    };
    assert.equal(await queue({ ...start, taskQueue: "rule" }, { taskQueue: "environment", document: "document" }), "rule");
    assert.equal(await queue(start, { taskQueue: "environment", document: "document" }), "environment");
    assert.equal(await queue(start, { document: "document" }), "document");
    assert.equal(await queue(start, {}), undefined);
  });
  test("templates keep JSON types alone and are text in company", async () => {
    const rule: WorkflowRuleDefinition = {
      ...start,
      args: [
        { template: [{ from: "payload", path: ["n"] }] },
        { template: ["n is ", { from: "payload", path: ["n"] }, " in ", { from: "parameter", name: "region" }] },
        {
          record: [
            ["tenant", { template: [{ from: "header", path: ["tenant"] }] }],
            ["list", { list: [{ json: null }, { template: [{ from: "key" }] }, { template: [{ from: "id" }] }] }],
          ],
        },
      ],
      memo: [["customer", { template: [{ from: "payload", path: ["deep", "0", "x"] }] }]],
      searchAttributes: [{ name: "N", type: "int", value: { template: [{ from: "payload", path: ["n"] }] } }],
    };
    const { surface, calls } = scene({ order: [rule] });
    await surface("order").dispatch({ id: "1", n: 5, deep: [{ x: "c" }] });
    assert.deepEqual(calls[0]?.args, [5, "n is 5 in eu", { tenant: "t-1", list: [null, "key-1", "delivery-1"] }]);
    assert.deepEqual(calls[0]?.memo, { customer: "c" });
    assert.deepEqual(calls[0]?.searchAttributes, [{ name: "N", type: "int", value: 5 }]);
  });
  test("an update id or a build to be pinned to that is empty makes the message invalid", async () => {
    const path = { from: "payload", path: ["build"] } as const;
    const update: WorkflowRuleDefinition = { ...signal, kind: "update", update: { name: "add", args: [], id: [path] } };
    for (const rule of [
      update,
      { ...start, versioningOverride: { pinnedTo: { deploymentName: ["shop"], buildId: [path] } } },
      { ...start, versioningOverride: { pinnedTo: { deploymentName: [path], buildId: ["7"] } } },
    ] satisfies WorkflowRuleDefinition[]) {
      const { surface, calls } = scene({ order: [rule] });
      await assert.rejects(
        surface("order").dispatch({ id: "1", build: "" }),
        (error) => error instanceof InvalidMessage && /is empty/.test(error.message),
      );
      assert.equal(await surface("order").dispatch({ id: "1", build: "7" }), true);
      assert.equal(calls.length, 1);
    }
  });
  test("update ids: the rule's, else the delivery's, else none where that does not identify", async () => {
    const update: WorkflowRuleDefinition = {
      kind: "update",
      workflow: "w",
      member: "updateAdd",
      workflowId: id,
      args: [],
      update: { name: "add", args: [] },
    };
    const { surface, calls } = scene({
      order: [update],
      own: [{ ...update, update: { name: "add", args: [], id: ["u-", { from: "key" }] } }],
    });
    await surface("order").dispatch({ id: "1" });
    await surface("order", { identifies: false }).dispatch({ id: "1" });
    await surface("own").dispatch({ id: "1" });
    assert.deepEqual(
      calls.map((call) => call.update?.id),
      ["delivery-1", undefined, "u-key-1"],
    );
  });
});

describe("equal calls of one run", () => {
  const update = (name: string): WorkflowRuleDefinition => ({
    kind: "update",
    workflow: "orderWorkflow",
    member: `update${name}`,
    workflowId: id,
    args: [],
    update: { name, args: [] },
  });

  test("are told apart, the same way each time", async () => {
    const { surface, calls } = scene({ order: [signal, update("Add"), update("Confirm")] });
    for (let delivery = 0; delivery < 2; delivery++) {
      const { orderWorkflow } = surface("order");
      await Promise.all(["a", "b"].map((line) => orderWorkflow?.["signalCancel"]?.({ id: "1" }, { args: [line] })));
      await orderWorkflow?.["signalCancel"]?.({ id: "another" });
      // To the server two updates of one id are one update, whatever their names.
      await orderWorkflow?.["updateAdd"]?.({ id: "1" });
      await orderWorkflow?.["updateConfirm"]?.({ id: "1" });
    }
    const one = [
      [0, undefined],
      [1, undefined],
      [0, undefined],
      [0, "delivery-1"],
      [1, "delivery-1/1"],
    ];
    assert.deepEqual(
      calls.map((call) => [call.nth, call.update?.id]),
      [...one, ...one],
    );
  });

  test("one that failed and is made again by the handler is the same", async () => {
    const { surface, calls } = scene({ order: [signal] }, { failures: 1 });
    const { orderWorkflow } = surface("order");
    await assert.rejects(Promise.resolve(orderWorkflow?.["signalCancel"]?.({ id: "1" })));
    await orderWorkflow?.["signalCancel"]?.({ id: "1" });
    assert.deepEqual(
      calls.map(({ nth }) => nth),
      [0, 0],
    );
  });
});

describe("workflow ids", () => {
  const cases: readonly (readonly [string, unknown, RegExp | string])[] = [
    ["text", "a b/ü", "order-a b/ü"],
    ["an integer", 12, "order-12"],
    ["a boolean", true, "order-true"],
    ["a fraction", 1.5, /not a string, an integer or a boolean/],
    ["an object", {}, /not a string, an integer or a boolean/],
    ["nothing", undefined, /the message has no \{\$message.payload#\/id\}/],
    ["a line break", "a\nb", /control characters/],
    ["1,000 bytes", "x".repeat(994), `order-${"x".repeat(994)}`],
    ["1,001 bytes", "x".repeat(995), /1001 bytes; Temporal takes 1000/],
  ];
  for (const [name, value, want] of cases) {
    test(name, async () => {
      const { surface, calls } = scene({ order: [start] });
      if (typeof want === "string") {
        await surface("order").dispatch({ id: value });
        assert.equal(calls[0]?.workflowId, want);
      } else
        await assert.rejects(
          surface("order").dispatch({ id: value }),
          (error: unknown) => error instanceof InvalidMessage && want.test(error.message),
        );
    });
  }
});
