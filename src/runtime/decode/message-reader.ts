import type { Delivery, RawHeaders } from "../brokers/broker.ts";
import { type WriterSchema, writerName } from "../formats/avro/index.ts";
import type { MessageDefinition, WireDefinition } from "../ground/contract.ts";
import { eventIdOf, isStructured, structuredType, unwrap, withAttributes } from "./cloud-events.ts";
import { boundBody, decodeBody, mediaType } from "./content.ts";
import { boundHeaders, decodeHeaders, type Headers } from "./headers.ts";
import type { Limits } from "./limits.ts";
import { codecOf } from "./wire.ts";

/** What is read of a delivery. */
export type Bytes = Pick<Delivery, "body" | "headers" | "contentType">;

/** What stood around the body: the bytes inside, and the schema that they were written with, where it says so. */
export interface Framed {
  readonly body: Uint8Array;
  readonly writer?: WriterSchema;
}

export interface MessageReaderOptions {
  readonly repeated?: ((name: string) => void) | undefined;
  readonly framed?: Framed | undefined;
}

/** Bytes of one delivery → decoded parts, each done once, in the form that a message of the document wants. */
export class MessageReader {
  readonly #delivery: Bytes;
  readonly #limits: Limits;
  readonly #repeated: ((name: string) => void) | undefined;
  readonly #framed: Framed | undefined;
  /** CloudEvents: the body is an envelope. */
  readonly #structured: boolean;
  #event: { readonly payload: unknown; readonly headers: RawHeaders } | undefined;
  #headers: RawHeaders | undefined;
  /** The last body that was decoded; candidates of one channel nearly always share a content type. */
  #decoded: { readonly essence: string; readonly value: unknown } | undefined;
  /** The same of what has a wire format; absent where nothing was decoded by it. */
  #codedAs: WireDefinition | undefined;
  #coded: unknown;

  constructor(delivery: Bytes, limits: Limits, { repeated, framed }: MessageReaderOptions = {}) {
    this.#delivery = delivery;
    this.#limits = limits;
    this.#repeated = repeated;
    this.#framed = framed;
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

  /** Of the record that the body was written as, where a schema came with it. */
  get writerName(): string | undefined {
    const writer = this.#framed?.writer;
    return writer === undefined ? undefined : writerName(writer);
  }

  /** Nothing that `payload` returns for the message can fail its validator: its bytes have no way to say anything else. */
  isGuaranteed({ wire }: MessageDefinition): boolean {
    return wire !== undefined && this.#codedAs === wire;
  }

  /** `null` for a tombstone. @throws InvalidMessage */
  payload(message: MessageDefinition): unknown {
    const { body, contentType, headers } = this.#delivery;
    boundHeaders(headers, this.#limits.bodyBytes);
    if (body === null) return null;
    if (message.wire !== undefined) return this.#coding(message, message.wire);
    const wanted = mediaType(message.contentType);
    // A document that describes the envelope itself gets the envelope.
    if (this.#structured && wanted.essence !== structuredType) return this.#opened().payload;
    return this.#decode(wanted.essence, contentType === undefined ? wanted.charset : mediaType(contentType).charset);
  }

  /** `asText`: headers to be read as text although they may be something else. @throws InvalidMessage */
  decodedHeaders(message: MessageDefinition, asText?: ReadonlySet<string>): Headers {
    const { headers } = this;
    if (headers.size === 0) return {};
    return decodeHeaders(headers, message, { limits: this.#limits, repeated: this.#repeated, asText });
  }

  #opened(): { readonly payload: unknown; readonly headers: RawHeaders } {
    this.#event ??= unwrap(this.#decode(structuredType, undefined), this.#delivery.headers, this.#limits);
    return this.#event;
  }

  /** An event's data in JSON is taken as it is, and validated. */
  #coding(message: MessageDefinition, wire: WireDefinition): unknown {
    if (this.#codedAs === wire) return this.#coded;
    const body = this.#structured ? this.#opened().payload : this.#body();
    if (!(body instanceof Uint8Array)) return body;
    boundBody(body, this.#limits);
    this.#coded = codecOf(message)?.decode(body, { writer: this.#framed?.writer, depth: this.#limits.depth });
    this.#codedAs = wire;
    return this.#coded;
  }

  #body(): Uint8Array {
    return this.#framed?.body ?? this.#delivery.body ?? new Uint8Array();
  }

  #decode(essence: string, charset: string | undefined): unknown {
    if (this.#decoded?.essence === essence) return this.#decoded.value;
    const value = decodeBody(this.#body(), { essence, charset }, this.#limits);
    this.#decoded = { essence, value };
    return value;
  }
}
