import type { Delivery, RawHeaders } from "../brokers/broker.ts";
import type { MessageDefinition } from "../ground/contract.ts";
import { eventIdOf, isStructured, structuredType, unwrap, withAttributes } from "./cloud-events.ts";
import { decodeBody, mediaType } from "./content.ts";
import { boundHeaders, decodeHeaders, type Headers } from "./headers.ts";
import type { Limits } from "./limits.ts";

/** Bytes of one delivery → decoded parts, each done once, in the form that a message of the document wants. */
export class MessageReader {
  readonly #delivery: Delivery;
  readonly #limits: Limits;
  readonly #repeated: ((name: string) => void) | undefined;
  /** CloudEvents: the body is an envelope. */
  readonly #structured: boolean;
  #event: { readonly payload: unknown; readonly headers: RawHeaders } | undefined;
  #headers: RawHeaders | undefined;
  /** The last body that was decoded; candidates of one channel nearly always share a content type. */
  #decoded: { readonly essence: string; readonly value: unknown } | undefined;

  constructor(delivery: Delivery, limits: Limits, repeated?: (name: string) => void) {
    this.#delivery = delivery;
    this.#limits = limits;
    this.#repeated = repeated;
    this.#structured = delivery.body !== null && isStructured(delivery);
  }

  /** CloudEvents attributes included, as `ce_<attribute>`. */
  get headers(): RawHeaders {
    this.#headers ??= this.#structured ? this.#opened().headers : withAttributes(this.#delivery.headers);
    return this.#headers;
  }

  /** Who the event of a CloudEvents envelope is. */
  get eventId(): string | undefined {
    return this.#structured ? eventIdOf(this.headers) : undefined;
  }

  /** `null` for a tombstone. @throws InvalidMessage */
  payload(message: MessageDefinition): unknown {
    const { body, contentType, headers } = this.#delivery;
    boundHeaders(headers, this.#limits.bodyBytes);
    if (body === null) return null;
    const wanted = mediaType(message.contentType);
    // A document that describes the envelope itself gets the envelope.
    if (this.#structured && wanted.essence !== structuredType) return this.#opened().payload;
    return this.#decode(wanted.essence, contentType === undefined ? wanted.charset : mediaType(contentType).charset);
  }

  /** `asText`: headers to be read as text although they may be something else. @throws InvalidMessage */
  decodedHeaders(message: MessageDefinition, asText?: ReadonlySet<string>): Headers {
    return decodeHeaders(this.headers, message, {
      limits: this.#limits,
      ...(this.#repeated === undefined ? {} : { repeated: this.#repeated }),
      ...(asText === undefined ? {} : { asText }),
    });
  }

  #opened(): { readonly payload: unknown; readonly headers: RawHeaders } {
    this.#event ??= unwrap(this.#decode(structuredType, undefined), this.#delivery.headers, this.#limits);
    return this.#event;
  }

  #decode(essence: string, charset: string | undefined): unknown {
    if (this.#decoded?.essence === essence) return this.#decoded.value;
    const value = decodeBody(this.#delivery.body ?? new Uint8Array(), { essence, charset }, this.#limits);
    this.#decoded = { essence, value };
    return value;
  }
}
