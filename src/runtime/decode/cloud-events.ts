/** CloudEvents 1.0: binary mode puts attributes into headers, structured mode into an envelope. Here both end as headers `ce_<attribute>`. */
import type { Delivery, RawHeaders } from "../brokers/broker.ts";
import { fromBase64 } from "../ground/base64.ts";
import { InvalidMessage } from "../ground/errors.ts";
import { decodeBody, mediaType } from "./content.ts";
import { headerText } from "./headers.ts";
import type { Limits } from "./limits.ts";

export const structuredType = "application/cloudevents+json";

/** AMQP spells the prefix with a colon or an underscore; Kafka with `ce_`. */
const prefixes = ["cloudEvents:", "cloudEvents_", "ce-"];

/** Adds `ce_x` beside each attribute that is spelt otherwise. */
export function withAttributes(headers: RawHeaders): RawHeaders {
  if (headers.size === 0) return headers;
  let added: Map<string, RawHeaders extends ReadonlyMap<string, infer Values> ? Values : never> | undefined;
  for (const [name, values] of headers) {
    const prefix = prefixes.find((candidate) => name.startsWith(candidate));
    if (prefix === undefined) continue;
    const own = `ce_${name.slice(prefix.length)}`;
    if (headers.has(own)) continue;
    added ??= new Map(headers);
    added.set(own, values);
  }
  return added ?? headers;
}

/** Who an event is: its id is unique within its source only. `undefined` where it is no event. The id alone where the source, which every event must have, is missing. */
export function eventIdOf(attributes: RawHeaders): string | undefined {
  const id = headerText(attributes, "ce_id");
  if (id === undefined || id === "") return undefined;
  // A "#" of the source is escaped, so that two different pairs never read alike.
  const source = (headerText(attributes, "ce_source") ?? "").replace(/[%#]/g, encodeURIComponent);
  return `${source}#${id}`;
}

/** A structured event taken apart: its data, and its attributes as headers. */
export function unwrap(
  envelope: unknown,
  headers: RawHeaders,
  limits: Limits,
): { readonly payload: unknown; readonly headers: RawHeaders } {
  if (typeof envelope !== "object" || envelope === null || Array.isArray(envelope)) {
    throw new InvalidMessage("the CloudEvents envelope is not an object", { code: "syntax" });
  }
  const { data, data_base64: base64, ...attributes } = envelope as { readonly [name: string]: unknown };
  const all = new Map(headers);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") all.set(`ce_${name}`, [value]);
  }
  if (base64 === undefined) return { payload: data, headers: all };
  if (typeof base64 !== "string") throw new InvalidMessage('"data_base64" of the CloudEvents envelope is not a string', { code: "syntax" });
  const bytes = fromBase64(base64);
  if (bytes === undefined) throw new InvalidMessage('"data_base64" of the CloudEvents envelope is not base64', { code: "syntax" });
  const type = typeof attributes["datacontenttype"] === "string" ? attributes["datacontenttype"] : "application/octet-stream";
  return { payload: decodeBody(bytes, mediaType(type), limits), headers: all };
}

export function isStructured(delivery: Pick<Delivery, "contentType">): boolean {
  return delivery.contentType !== undefined && mediaType(delivery.contentType).essence === structuredType;
}
