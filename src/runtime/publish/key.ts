/** Keys of what is published. A key is given as a handler sees one: a text, or the JSON of what is no text. */
import { keyCodecOf } from "../decode/wire.ts";
import { type Facts, text, value } from "../expressions/evaluate.ts";
import type { MessageDefinition } from "../ground/contract.ts";

/** What the message itself says that its key is. @throws InvalidMessage */
export function keyFrom({ key }: Pick<MessageDefinition, "key">, facts: Facts): string | undefined {
  if (key === undefined) return undefined;
  return "length" in key ? text(key, facts) : JSON.stringify(value(key, facts));
}

/** A key in its wire format; `undefined`: it is text. @throws InvalidMessage where it is not what its schema says */
export function encodeKey(key: string, message: Pick<MessageDefinition, "keyWire">): Uint8Array | undefined {
  const codec = keyCodecOf(message);
  if (codec === undefined) return undefined;
  return codec.encode(codec.complete(codec.isText ? key : parsed(key)), "key");
}

/** In a union a text may stand beside other things. */
function parsed(key: string): unknown {
  try {
    return JSON.parse(key);
  } catch {
    return key;
  }
}
