/** Bytes of one delivery → decoded parts, each done once, in the form that a message of the document wants. */
import type { Delivery, RawHeaders } from "../brokers/broker.ts";
import type { MessageDefinition } from "../contract.ts";
import { isStructured, structuredType, unwrap, withAttributes } from "../decode/cloud-events.ts";
import { decodeBody, type MediaType, mediaType } from "../decode/content.ts";
import { decodeHeaders, type Headers } from "../decode/headers.ts";
import type { Limits } from "../decode/limits.ts";

export interface MessageReader {
  /** `null` for a tombstone. @throws InvalidMessage */
  payload(message: MessageDefinition): unknown;
  /** @throws InvalidMessage */
  headers(message: MessageDefinition): Headers;
  readonly raw: RawHeaders;
}

export function messageReader(delivery: Delivery, limits: Limits, repeated?: (name: string) => void): MessageReader {
  const decoded = new Map<string, unknown>();
  const decode = (body: Uint8Array, type: MediaType): unknown => {
    const known = decoded.get(type.essence);
    if (known !== undefined) return known;
    const value = decodeBody(body, type, limits);
    decoded.set(type.essence, value);
    return value;
  };

  const structured = isStructured(delivery) && delivery.body !== null;
  let event: { readonly payload: unknown; readonly headers: RawHeaders } | undefined;
  const opened = (body: Uint8Array): { readonly payload: unknown; readonly headers: RawHeaders } => {
    event ??= unwrap(decode(body, mediaType(structuredType)), delivery.headers, limits);
    return event;
  };
  let attributes: RawHeaders | undefined;
  const raw = (): RawHeaders => {
    attributes ??= structured && delivery.body !== null ? opened(delivery.body).headers : withAttributes(delivery.headers);
    return attributes;
  };

  return {
    payload(message) {
      if (delivery.body === null) return null;
      const wanted = mediaType(message.contentType);
      // A document that describes the envelope itself gets the envelope.
      if (structured && wanted.essence !== structuredType) return opened(delivery.body).payload;
      const charset = delivery.contentType === undefined ? wanted.charset : mediaType(delivery.contentType).charset;
      return decode(delivery.body, { essence: wanted.essence, charset });
    },
    headers: (message) => decodeHeaders(raw(), message.headerTypes, repeated),
    get raw() {
      return raw();
    },
  };
}
