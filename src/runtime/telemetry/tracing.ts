/** Spans of messages, by OpenTelemetry's conventions for messaging; trace context travels in the messages' headers. */
import type { Delivery, Outgoing, SubscriptionPlan } from "../brokers/broker.ts";
import { headerText } from "../decode/headers.ts";
import { type Attributes, inSpan, quietly, spanKind, type Telemetry } from "./telemetry.ts";

/** What a span tells of a handler's run. */
export interface TracedRun {
  readonly delivery: Delivery;
  readonly identity: { readonly id: string };
  readonly operation: string;
  readonly message: string;
  readonly attempt: number;
  /** As a person knows it. */
  readonly key: string | undefined;
}

export interface Tracing {
  /** A handler's run: its parent is the trace that the message came with. Started workflows and published messages become children. */
  process<Run extends TracedRun, Options extends { readonly group: string }, T>(
    run: Run,
    options: Options,
    call: (run: Run, options: Options) => Promise<T>,
  ): Promise<T>;
  /** Headers that carry the current trace on. */
  readonly current: () => { readonly [name: string]: string };
  /** The message with the current trace in its headers. */
  carry(outgoing: Outgoing): Outgoing;
  /** Sends a message that carries the trace on. */
  send(outgoing: Outgoing, send: (outgoing: Outgoing) => Promise<void>): Promise<void>;
}

/** Of a subscription's instruments. */
export function consumerAttributes(protocol: string, { group, addresses }: Pick<SubscriptionPlan, "group" | "addresses">): Attributes {
  const [address] = addresses;
  return {
    "messaging.system": systemOf(protocol),
    "messaging.operation.name": "process",
    "messaging.consumer.group.name": group,
    ...(address !== undefined && addresses.length === 1 ? { "messaging.destination.name": address } : {}),
  };
}

function systemOf(protocol: string): string {
  return protocol === "amqp" ? "rabbitmq" : protocol;
}

const off: Tracing = {
  process: (run, options, call) => call(run, options),
  current: () => ({}),
  carry: (outgoing) => outgoing,
  send: (outgoing, send) => send(outgoing),
};

/** `protocol`: of the document's server. Without telemetry nothing is done and nothing is paid. */
export function tracingOf(telemetry: Telemetry | undefined, protocol: string): Tracing {
  if (telemetry === undefined) return off;
  const active = (): unknown => quietly(() => telemetry.context.active());
  const system = systemOf(protocol);
  const common = (operation: "process" | "send", address: string, body: Uint8Array | null): Attributes => ({
    "messaging.system": system,
    "messaging.operation.name": operation,
    "messaging.operation.type": operation,
    "messaging.destination.name": address,
    "messaging.message.body.size": body?.length ?? 0,
  });
  const current = (): { readonly [name: string]: string } => {
    const carrier: { [name: string]: string } = {};
    quietly(() => telemetry.propagation.inject(active(), carrier));
    return carrier;
  };
  const carry = (outgoing: Outgoing): Outgoing => {
    const headers = new Map(outgoing.headers);
    for (const [name, value] of Object.entries(current()))
      if (!headers.has(name) || outgoing.assumed?.has(name) === true) headers.set(name, [value]);
    return { ...outgoing, headers };
  };
  return {
    current,
    carry,
    process(run, options, call) {
      const { delivery, identity, operation, message, attempt, key } = run;
      const carrier = Object.fromEntries(
        [...delivery.headers.keys()].map((name) => [name.toLowerCase(), headerText(delivery.headers, name)]),
      );
      const parent = quietly(() => telemetry.propagation.extract(active(), carrier)) ?? active();
      const attributes: Attributes = {
        ...common("process", delivery.address, delivery.body),
        "messaging.message.id": identity.id,
        "messaging.consumer.group.name": options.group,
        ...(key !== undefined && system === "kafka" ? { "messaging.kafka.message.key": key } : {}),
        "boost.operation": operation,
        "boost.message": message,
        "boost.attempt": attempt,
      };
      return inSpan(telemetry, `process ${delivery.address}`, spanKind.consumer, attributes, parent, () => call(run, options));
    },
    send(outgoing, send) {
      const attributes: Attributes = {
        ...common("send", outgoing.address, outgoing.body),
        ...(outgoing.messageId === undefined ? {} : { "messaging.message.id": outgoing.messageId }),
      };
      return inSpan(telemetry, `send ${outgoing.address}`, spanKind.producer, attributes, active(), () => send(carry(outgoing)));
    },
  };
}
