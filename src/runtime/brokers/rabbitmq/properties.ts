import type { Options } from "amqplib";
import type { Bindings } from "../../ground/contract.ts";
import type { Outgoing } from "../broker.ts";
import { writeHeaders } from "./headers.ts";

/**
 * What RabbitMQ writes on a message that it dead-letters itself, and programs that send dead letters back look for. It reads none of them: they do not
 * route, count or expire, and where the message dies once more they are written anew. `x-death`, which it counts with and finds circles by, stays its own.
 */
export interface DeathFacts {
  readonly "x-first-death-queue"?: string;
  readonly "x-first-death-exchange"?: string;
  readonly "x-first-death-reason"?: "rejected";
}

/** The message's own properties, then what the operation's binding says. */
export function propertiesOf(message: Outgoing, facts: DeathFacts = {}): Options.Publish {
  const { headers, contentType, messageId, correlationId, replyTo, operationBinding: binding = {} } = message;
  const priority = message.priority ?? numberOf(binding, "priority");
  const expiration = numberOf(binding, "expiration");
  const userId = textOf(binding, "userId");
  return {
    headers: { ...writeHeaders(headers), ...facts },
    // Only who writes `mandatory: false` down may lose a message that no queue takes.
    mandatory: binding["mandatory"] !== false,
    // 1 is for messages that may vanish with the server.
    persistent: binding["deliveryMode"] !== 1,
    ...(binding["timestamp"] === false ? {} : { timestamp: Math.floor(Date.now() / 1_000) }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(priority === undefined ? {} : { priority }),
    ...(expiration === undefined ? {} : { expiration }),
    ...(userId === undefined ? {} : { userId }),
    ...copies(binding, "cc", "CC"),
    ...copies(binding, "bcc", "BCC"),
  };
}

/** More routing keys that the message goes to. */
function copies(binding: Bindings, name: "cc" | "bcc", property: "CC" | "BCC"): { readonly [property: string]: readonly string[] } {
  const keys = binding[name];
  return Array.isArray(keys) ? { [property]: keys.filter((key) => typeof key === "string") } : {};
}

function numberOf(binding: Bindings, name: string): number | undefined {
  const value = binding[name];
  return typeof value === "number" ? value : undefined;
}

function textOf(binding: Bindings, name: string): string | undefined {
  const value = binding[name];
  return typeof value === "string" ? value : undefined;
}
