import { type Code, code, importRef } from "../code/index.ts";
import type { Message } from "../model/index.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { typeOf, validatorOf } from "./validators/index.ts";

const z = importRef("boost-gen/runtime", "z");

/** Bytes have no schema. */
export function payloadType({ body, payload }: Message, scope: SchemaScope): Code {
  return body === "bytes" ? code`Uint8Array` : typeOf(payload, scope);
}

export function payloadValidator({ body, payload }: Message, scope: SchemaScope): Code {
  return body === "bytes" ? code`${z}.instanceof(Uint8Array)` : validatorOf(payload, scope);
}

/** `<OrderCreated>`, `<OrderCreated, OrderHeaders>`: the type arguments of what knows both. */
export function messageTypes(message: Message, scope: SchemaScope): Code {
  const payload = payloadType(message, scope);
  return message.headers === undefined ? payload : code`${payload}, ${typeOf(message.headers, scope)}`;
}
