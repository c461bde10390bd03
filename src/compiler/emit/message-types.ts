import { type Code, code, importRef } from "../code/index.ts";
import type { Message } from "../model/index.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { inputTypeOf, schemaPrinter, typeOf, validatorOf } from "./validators/index.ts";

const z = importRef("boost-gen/runtime", "z");

/** Whether anything can be the payload, by whatever name. */
export function isAnything({ body, payload }: Message, scope: SchemaScope): boolean {
  return body !== "bytes" && schemaPrinter(scope).isUnknown(payload);
}

/** Bytes have no schema. */
export function payloadType({ body, payload }: Message, scope: SchemaScope): Code {
  return body === "bytes" ? code`Uint8Array` : typeOf(payload, scope);
}

/** What a publisher takes. */
export function payloadInput({ body, payload }: Message, scope: SchemaScope): Code {
  return body === "bytes" ? code`Uint8Array` : inputTypeOf(payload, scope);
}

export function payloadValidator({ body, payload }: Message, scope: SchemaScope): Code {
  return body === "bytes" ? code`${z}.instanceof(Uint8Array)` : validatorOf(payload, scope);
}

/** `<OrderCreated>`, `<OrderCreated, OrderHeaders>`: the type arguments of what knows both. */
export function messageTypes(message: Message, scope: SchemaScope): Code {
  const payload = payloadType(message, scope);
  return message.headers === undefined ? payload : code`${payload}, ${typeOf(message.headers, scope)}`;
}

/** The same for what sends. */
export function sentTypes(message: Message, scope: SchemaScope): Code {
  const payload = payloadInput(message, scope);
  return message.headers === undefined ? payload : code`${payload}, ${typeOf(message.headers, scope)}`;
}
