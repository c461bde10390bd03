import { familyOf, mediaType } from "../decode/content.ts";
import { codecOf } from "../decode/wire.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { MessageDefinition } from "../ground/contract.ts";
import { InvalidMessage, sentence } from "../ground/errors.ts";

/** A payload with what its schema fills in where it was left out. */
export function completed(payload: unknown, message: MessageDefinition): unknown {
  return codecOf(message)?.complete(payload) ?? payload;
}

/** @throws InvalidMessage when the payload cannot be written as its content type, or its wire format, says */
export function encodeBody(payload: unknown, message: MessageDefinition): Uint8Array {
  const { contentType } = message;
  const codec = codecOf(message);
  // Bytes get here only where a test sends what no publisher would.
  if (codec !== undefined) return payload instanceof Uint8Array ? payload : codec.encode(payload);
  const family = familyOf(mediaType(contentType).essence);
  switch (family) {
    case "json":
      return Buffer.from(stringify(payload));
    case "text":
      if (typeof payload === "string") return Buffer.from(payload);
      throw new InvalidMessage(`a payload of type "${contentType}" is a string`, { code: "content-type" });
    case "bytes":
      if (payload instanceof Uint8Array) return payload;
      throw new InvalidMessage(`a payload of type "${contentType}" is a Uint8Array`, { code: "content-type" });
    default:
      return assertNever(family);
  }
}

function stringify(payload: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(payload);
  } catch (cause) {
    throw new InvalidMessage(`the payload cannot be written as JSON: ${sentence(cause)}`, { code: "syntax", cause });
  }
  if (text === undefined) throw new InvalidMessage("the payload is undefined, which JSON cannot say", { code: "syntax" });
  return text;
}
