import type { Options } from "amqplib";
import type { Bindings } from "../../ground/contract.ts";
import type { Outgoing } from "../broker.ts";
import { writeHeaders } from "./headers.ts";

/** The message's own properties, then what the operation's binding says. */
export function propertiesOf(message: Outgoing): Options.Publish {
  const { headers, contentType, messageId, correlationId, replyTo, operationBinding: binding = {} } = message;
  const priority = message.priority ?? numberOf(binding, "priority");
  const expiration = numberOf(binding, "expiration");
  const userId = textOf(binding, "userId");
  return {
    headers: writeHeaders(headers),
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
