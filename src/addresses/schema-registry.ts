/** What bindings say of a schema registry. Compiler and runtime ask here: one reports what is not understood, the other acts on the rest. */

type Binding = { readonly [key: string]: unknown };

export type Framing = "confluent" | "confluent-header" | "apicurio" | "apicurio-header" | "glue" | "none";

export type SubjectStrategy = "topic" | "record" | "topic-record";

/** `undefined`: the binding names another, or none. */
function framingOfBinding(message: Binding | undefined, server: Binding | undefined): Framing | undefined {
  const location = lower(message?.["schemaIdLocation"]);
  const encoding = encodingOf(message?.["schemaIdPayloadEncoding"]);
  const isApicurio = encoding === "apicurio" || (encoding === undefined && isOfApicurio(server));
  if (location === "header") return isApicurio ? "apicurio-header" : "confluent-header";
  if (location !== "payload" && encoding === undefined) return undefined;
  return encoding ?? (isApicurio ? "apicurio" : "confluent");
}

/** What `x-boost.registry` says, as far as it is about messages. */
interface Options {
  readonly framing?: Framing;
  readonly subject?: SubjectStrategy;
}

/** Of a message or of a channel. */
interface Registered {
  readonly registry?: Options;
}

/** How a message says which schema it was written with, as far as the document says it: the message's own options, its binding, its channel's. */
export function framingSaid(
  message: Registered & { readonly binding?: Binding | undefined },
  channel: Registered,
  server: Binding | undefined,
): Framing | undefined {
  return message.registry?.framing ?? framingOfBinding(message.binding, server) ?? channel.registry?.framing;
}

/** The same of the subject that its schema is under. */
export function strategySaid(message: Registered & { readonly binding?: Binding | undefined }, channel: Registered): SubjectStrategy {
  return message.registry?.subject ?? strategyOfBinding(message.binding) ?? channel.registry?.subject ?? "topic";
}

/** What a message of a registry's server has in front where nothing is said about it. */
export function usualFraming(server: Binding | undefined): Framing {
  return isOfApicurio(server) ? "apicurio" : "confluent";
}

function strategyOfBinding(message: Binding | undefined): SubjectStrategy | undefined {
  const name = lower(message?.["schemaLookupStrategy"]);
  if (name === undefined || /simple/.test(name)) return undefined;
  if (/topic.?record/.test(name)) return "topic-record";
  if (/record/.test(name)) return "record";
  return /topic/.test(name) ? "topic" : undefined;
}

export function registryUrlOfBinding(server: Binding | undefined): string | undefined {
  const url = server?.["schemaRegistryUrl"];
  return typeof url === "string" && url !== "" ? url : undefined;
}

/** Fields of a message's binding whose values nobody here knows. */
export function unknownOfBinding(message: Binding): readonly ("schemaIdLocation" | "schemaIdPayloadEncoding" | "schemaLookupStrategy")[] {
  const { schemaIdLocation: location, schemaIdPayloadEncoding: encoding, schemaLookupStrategy: strategy } = message;
  return [
    ...(location !== undefined && !["header", "payload"].includes(lower(location) ?? "") ? (["schemaIdLocation"] as const) : []),
    ...(encoding !== undefined && encodingOf(encoding) === undefined ? (["schemaIdPayloadEncoding"] as const) : []),
    ...(strategy !== undefined && strategyOfBinding(message) === undefined ? (["schemaLookupStrategy"] as const) : []),
  ];
}

/** A vendor's name, or how many bytes the id has. */
function encodingOf(value: unknown): "confluent" | "apicurio" | "glue" | undefined {
  const name = typeof value === "number" ? String(value) : lower(value);
  if (name === undefined) return undefined;
  if (/confluent|legacy|^4$/.test(name)) return "confluent";
  if (/apicurio|^8$/.test(name)) return "apicurio";
  return /glue/.test(name) ? "glue" : undefined;
}

function isOfApicurio(server: Binding | undefined): boolean {
  return lower(server?.["schemaRegistryVendor"])?.includes("apicurio") ?? false;
}

function lower(value: unknown): string | undefined {
  return typeof value === "string" ? value.toLowerCase() : undefined;
}
