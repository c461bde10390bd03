import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { after, before, describe, test } from "node:test";
import * as api from "@opentelemetry/api";
import type { Telemetry } from "boost-gen/runtime";
import { createTestApp } from "boost-gen/testing";
import { z } from "zod";
import { contract, dispatching, type OrderCreated } from "./orders-contract.ts";

const order: OrderCreated = { type: "order.created", order_id: "1", total: 5 };

interface Recorded {
  readonly name: string;
  readonly kind: number | undefined;
  readonly attributes: api.Attributes;
  readonly parent: string | undefined;
  readonly id: string;
  readonly trace: string;
  status?: api.SpanStatus;
  exception?: string;
  ended: boolean;
}

const spans: Recorded[] = [];
const measured = new Map<string, number>();
/** Asks the gauges, as an SDK does now and then. */
const collect: (() => Promise<void>)[] = [];
const measuredWith = new Map<string, api.Attributes>();

/** An SDK of a screenful, behind the real API. */
function register(): void {
  const storage = new AsyncLocalStorage<api.Context>();
  api.context.setGlobalContextManager({
    active: () => storage.getStore() ?? api.ROOT_CONTEXT,
    with: (context, call, self, ...args) => storage.run(context, () => call.call(self as never, ...args)) as never,
    bind: (_context, target) => target,
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  });
  api.propagation.setGlobalPropagator({
    inject: (context, carrier, setter) => {
      const span = api.trace.getSpanContext(context);
      if (span !== undefined) setter.set(carrier, "traceparent", `00-${span.traceId}-${span.spanId}-01`);
    },
    extract: (context, carrier, getter) => {
      const [, traceId, spanId] = String(getter.get(carrier, "traceparent") ?? "").split("-");
      return traceId === undefined || spanId === undefined
        ? context
        : api.trace.setSpanContext(context, { traceId, spanId, traceFlags: 1 });
    },
    fields: () => ["traceparent"],
  });
  let ids = 0;
  const tracer: api.Tracer = {
    startSpan: (name, options = {}, context = api.context.active()) => {
      const parent = api.trace.getSpanContext(context);
      ids += 1;
      const recorded: Recorded = {
        name,
        kind: options.kind,
        attributes: options.attributes ?? {},
        parent: parent?.spanId,
        id: String(ids).padStart(16, "0"),
        trace: parent?.traceId ?? "f".repeat(32),
        ended: false,
      };
      spans.push(recorded);
      const span = api.trace.wrapSpanContext({ traceId: recorded.trace, spanId: recorded.id, traceFlags: 1 });
      return Object.assign(Object.create(span) as api.Span, {
        setStatus: (status: api.SpanStatus) => {
          recorded.status = status;
        },
        recordException: (error: Error) => {
          recorded.exception = error.message;
        },
        end: () => {
          recorded.ended = true;
        },
      });
    },
    startActiveSpan: () => assert.fail("not used"),
  };
  api.trace.setGlobalTracerProvider({ getTracer: () => tracer });
  const add = (name: string, value: number, attributes: api.Attributes): void => {
    measured.set(name, (measured.get(name) ?? 0) + value);
    measuredWith.set(name, attributes);
  };
  const meter = {
    ...api.createNoopMeter(),
    createCounter: (name: string) => ({ add: (value: number, attributes: api.Attributes) => add(name, value, attributes) }),
    createHistogram: (name: string) => ({ record: (_: number, attributes: api.Attributes) => add(name, 1, attributes) }),
    createObservableGauge: (name: string) => ({
      addCallback: (call: (result: api.ObservableResult) => Promise<void>) => {
        collect.push(() => call({ observe: (value, attributes = {}) => add(name, value, attributes) }));
      },
    }),
  };
  api.metrics.setGlobalMeterProvider({ getMeter: () => meter as unknown as api.Meter }); // Only the instruments that count are replaced.
}

const incoming = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

describe("OpenTelemetry", () => {
  before(register);
  after(() => {
    api.context.disable();
    api.trace.disable();
    api.propagation.disable();
    api.metrics.disable();
  });

  test("the module itself is what the option takes", () => {
    const telemetry: Telemetry = api;
    assert.ok(telemetry);
  });

  test("a run continues the message's trace, what it publishes continues the run's", async () => {
    spans.length = 0;
    const app = await createTestApp(
      contract,
      {
        onOrder: {
          ...dispatching,
          async orderCreated({ order_id }, { publish, workflows }) {
            await workflows.orderWorkflow.start({ ...order, order_id });
            await publish.orderConfirmed({ order_id });
          },
        },
      },
      { telemetry: api },
    );
    await app.publish.orderCreated(order, { headers: { traceparent: incoming }, id: "m-1" });
    await Promise.all(collect.map((ask) => ask()));
    await app.stop();
    const [process, send] = spans;
    assert.deepEqual(
      { ...process, id: "" },
      {
        name: "process orders.v1",
        kind: api.SpanKind.CONSUMER,
        attributes: {
          "messaging.system": "kafka",
          "messaging.operation.name": "process",
          "messaging.operation.type": "process",
          "messaging.destination.name": "orders.v1",
          "messaging.message.body.size": JSON.stringify(order).length,
          "messaging.message.id": "m-1",
          "messaging.consumer.group.name": "test.onOrder",
          "messaging.kafka.message.key": "1",
          "boost.operation": "onOrder",
          "boost.message": "orderCreated",
          "boost.attempt": 1,
        },
        parent: "b7ad6b7169203331",
        trace: "0af7651916cd43dd8448eb211c80319c",
        id: "",
        ended: true,
      },
    );
    assert.deepEqual(
      [send?.name, send?.kind, send?.parent, send?.trace, send?.ended],
      ["send orders.status.v1", api.SpanKind.PRODUCER, process?.id, process?.trace, true],
    );
    assert.deepEqual(app.published[0]?.headers, { traceparent: `00-${send?.trace}-${send?.id}-01` });
    for (const name of ["messaging.client.consumed.messages", "messaging.process.duration", "boost.messages.handled"]) {
      assert.ok((measured.get(name) ?? 0) >= 1, name);
      assert.deepEqual(measuredWith.get(name), {
        "messaging.system": "kafka",
        "messaging.operation.name": "process",
        "messaging.consumer.group.name": "test.onOrder",
        "messaging.destination.name": "orders.v1",
        "boost.subscription": "test.onOrder",
      });
    }
    for (const name of ["boost.workflow.call.duration", "boost.source.paused", "boost.messages.in_flight", "boost.messages.lag"])
      assert.ok(measured.has(name), `${name} is not among ${[...measured.keys()].join(", ")}`);
  });

  test("a required trace context is that of the span that sends", async () => {
    spans.length = 0;
    const known = contract.publishers["orderConfirmed"];
    assert.ok(known);
    const headers = z.looseObject({ traceparent: z.string() });
    const publisher = { ...known, message: { ...known.message, headers, headerTypes: { traceparent: "string" } as const } };
    const app = await createTestApp(
      { ...contract, publishers: { orderConfirmed: publisher } },
      { onOrder: { ...dispatching, orderCreated: async ({ order_id }, { publish }) => void (await publish.orderConfirmed({ order_id })) } },
      { telemetry: api },
    );
    await app.publish.orderCreated(order);
    await app.stop();
    const send = spans.find(({ name }) => name.startsWith("send "));
    assert.deepEqual(app.published[0]?.headers, { traceparent: `00-${send?.trace}-${send?.id}-01` });
  });

  test("a run that fails marks its span", async () => {
    spans.length = 0;
    const fails = async (): Promise<void> => {
      throw new Error("out of tea");
    };
    const app = await createTestApp(
      contract,
      { onOrder: { ...dispatching, orderCreated: fails } },
      { telemetry: api, retry: { attempts: 2 } },
    );
    await app.publish.orderCreated(order);
    await app.stop();
    assert.deepEqual(
      spans.map(({ status, exception, ended }) => [status, exception, ended]),
      [1, 2].map(() => [{ code: api.SpanStatusCode.ERROR, message: "out of tea" }, "out of tea", true]),
    );
  });

  test("telemetry that throws changes nothing", async () => {
    const throws = (): never => {
      throw new Error("telemetry is broken");
    };
    const broken: Telemetry = {
      context: { active: () => undefined, with: (_context, call) => call() },
      propagation: { extract: throws, inject: throws },
      trace: { getTracer: throws, setSpan: throws },
      metrics: { getMeter: () => ({ createCounter: () => ({ add: throws }), createHistogram: throws, createObservableGauge: throws }) },
    };
    const app = await createTestApp(contract, { onOrder: dispatching }, { telemetry: broken });
    assert.equal((await app.publish.orderCreated(order)).outcome, "handled");
    await app.stop();
  });
});
