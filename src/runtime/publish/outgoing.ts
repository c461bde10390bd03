/** One message to be published: validated, addressed, identified, encoded. Nothing is sent here. */

import { randomUUID } from "node:crypto";
import { fillAddress } from "../addresses/fill.ts";
import type { Outgoing } from "../brokers/broker.ts";
import { sha256 } from "../decode/identity.ts";
import { type Facts, text } from "../expressions/evaluate.ts";
import type { PublishOptions } from "../ground/context.ts";
import type { ChannelDefinition, MessageDefinition, OperationDefinition } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";
import { jsonPointer } from "../ground/json-pointer.ts";
import { keyText } from "../ground/key-text.ts";
import type { MessageRun } from "../run/message-run.ts";
import type { ValidationError } from "../schema/validator.ts";
import { encodeBody } from "./encode.ts";

export interface Target {
  readonly channel: ChannelDefinition;
  readonly message: MessageDefinition;
  readonly operation?: OperationDefinition;
  readonly protocol: string;
}

export interface Prepared {
  readonly id: string;
  readonly outgoing: Outgoing;
}

/** @throws InvalidMessage */
export function prepare(target: Target, payload: unknown, options: PublishOptions = {}, run?: MessageRun): Prepared {
  const { channel, message, operation, protocol } = target;
  const checked = message.payload.safeParse(payload);
  if (!checked.success) throw refused(message, checked.error);
  const headers = headersOf(target, options);
  const id = idOf(run);
  const givenKey = options.key instanceof Uint8Array ? keyText(options.key) : options.key;
  const facts: Facts = { payload: checked.data, headers, parameters: options.parameters ?? {}, key: givenKey, id };
  const key = options.key ?? (message.key === undefined ? undefined : text(message.key, facts));
  const correlationId = options.correlationId ?? run?.correlationId;
  const wire = new Map(Object.entries(headers).map(([name, value]) => [name, wireValues(value)] as const));
  // A message says where its correlation id lives; when that is a header, it is written there too.
  if (correlationId !== undefined && message.correlationId?.from === "header") {
    const [name] = message.correlationId.path;
    if (name !== undefined && !wire.has(name)) wire.set(name, [correlationId]);
  }
  wire.set("boost-id", [id]);
  return {
    id,
    outgoing: {
      address:
        options.address ??
        fillAddress(channel, protocol, options.parameters ?? {}, { ...facts, key: key instanceof Uint8Array ? givenKey : key }),
      body: encodeBody(checked.data, message.contentType),
      headers: wire,
      contentType: message.contentType,
      messageId: id,
      ...(key === undefined ? {} : { key }),
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(options.priority === undefined ? {} : { priority: options.priority }),
      ...(channel.binding === undefined ? {} : { channelBinding: channel.binding }),
      ...(operation?.binding === undefined ? {} : { operationBinding: operation.binding }),
      ...(operation === undefined ? {} : { options: operation.options }),
    },
  };
}

/**
 * Inside a handler the id follows from the delivery and a counter, so that a repeated run publishes the same ids. Not where the
 * delivery's id is a hash of its body: two equal messages would publish under one id.
 */
function idOf(run: MessageRun | undefined): string {
  if (run === undefined || !run.identity.identifies) return randomUUID();
  run.published += 1;
  return sha256(`${run.identity.id}\n${run.message}\n${run.published}`);
}

type HeaderRecord = { readonly [name: string]: unknown };

function headersOf({ channel, message }: Target, options: PublishOptions): HeaderRecord {
  const headers: { [name: string]: unknown } = { ...options.headers };
  for (const name of Object.keys(headers)) {
    if (name.startsWith("boost-")) throw new InvalidMessage(`the header "${name}" is boost-gen's own`, { code: "headers" });
    if (headers[name] === undefined) delete headers[name];
  }
  // What receivers tell the channel's messages apart by; the document says its value, so nobody has to repeat it.
  if (channel.dispatch.by === "header") {
    const [name] = channel.dispatch.path;
    const own = channel.dispatch.cases.find(([, member]) => channel.messages[member] === message);
    if (name !== undefined && own !== undefined && !Object.hasOwn(headers, name)) headers[name] = own[0];
  }
  if (message.headers === undefined) return headers;
  const checked = message.headers.safeParse(headers);
  if (!checked.success) throw refused(message, checked.error, "headers of ");
  return headers;
}

function wireValues(value: unknown): readonly (Uint8Array | string | number | boolean)[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) =>
    item instanceof Uint8Array || typeof item === "string" || typeof item === "number" || typeof item === "boolean"
      ? item
      : JSON.stringify(item),
  );
}

function refused(message: MessageDefinition, { issues }: ValidationError, what = ""): InvalidMessage {
  const [first] = issues;
  const where = first === undefined || first.path.length === 0 ? "" : ` at ${jsonPointer(first.path)}`;
  return new InvalidMessage(`not valid ${what}${message.name}${where}: ${first?.message ?? "refused"}`, { code: "schema", issues });
}
