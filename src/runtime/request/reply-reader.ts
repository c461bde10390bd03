/** The replies of one operation: which request one answers, and what it says. */
import type { ReplyDelivery } from "../brokers/replies.ts";
import { SchemaNeeded, Unframer } from "../decode/frame.ts";
import { headerText } from "../decode/headers.ts";
import { defaultLimits } from "../decode/limits.ts";
import { MessageReader } from "../decode/message-reader.ts";
import { recognise } from "../decode/recognise.ts";
import { pointer } from "../expressions/evaluate.ts";
import type { ChannelDefinition, MessageDefinition, OperationDefinition } from "../ground/contract.ts";
import { InvalidMessage, sentence } from "../ground/errors.ts";
import { unreadableHeader } from "../ground/transport-headers.ts";
import type { SchemaPlace } from "../publish/framing.ts";

export type AnsweredOperation = OperationDefinition & { readonly reply: NonNullable<OperationDefinition["reply"]> };

export class ReplyReader {
  readonly #messages: readonly (readonly [member: string, message: MessageDefinition])[];
  readonly #channel: ChannelDefinition;
  readonly #schemas: SchemaPlace;
  readonly #unframer: Unframer;

  constructor({ reply }: AnsweredOperation, channel: ChannelDefinition, schemas: SchemaPlace) {
    this.#messages = Object.entries(reply.messages);
    this.#channel = channel;
    this.#schemas = schemas;
    this.#unframer = new Unframer(channel, schemas, defaultLimits);
  }

  /** What may be the id of the request that it answers: where the document says that it lies, and where the broker keeps it. */
  idsIn(reply: ReplyDelivery): readonly string[] | Promise<readonly string[]> {
    const ids = new Set<string>();
    const add = (id: unknown): void => {
      if (typeof id === "string" || typeof id === "number") ids.add(String(id));
    };
    const inPayload = this.#messages.filter(([, { correlationId }]) => correlationId?.from === "payload");
    for (const [, { correlationId }] of this.#messages)
      if (correlationId?.from === "header") add(headerText(reply.headers, correlationId.path[0] ?? ""));
    add(reply.correlationId ?? headerText(reply.headers, "correlationId"));
    if (inPayload.length === 0) return [...ids];
    const look = (reader: MessageReader): readonly string[] => {
      for (const [, message] of inPayload) {
        try {
          if (message.correlationId?.from === "payload") add(pointer(reader.payload(message), message.correlationId.path));
        } catch (error) {
          // It is another one's, or cannot be read; then the id stands nowhere.
          if (!(error instanceof InvalidMessage)) throw error;
        }
      }
      return [...ids];
    };
    return this.#opened(reply, look, () => [...ids]);
  }

  /** The payload. @throws InvalidMessage; whatever the schema registry fails with */
  read(reply: ReplyDelivery): unknown {
    const unreadable = headerText(reply.headers, unreadableHeader);
    if (unreadable !== undefined) throw new InvalidMessage(`cannot be read: ${unreadable}`, { code: "unreadable" });
    const members = new Map(this.#messages);
    const take = (reader: MessageReader): unknown => {
      const found = recognise(this.#channel, reply, reader, { ours: members, trusted: false });
      if ("foreign" in found)
        throw new InvalidMessage(`the message "${found.foreign}" is no reply of this operation`, { code: "not-ours" });
      return found.payload;
    };
    return this.#opened(reply, take, (error) => {
      throw error;
    });
  }

  /** What stands around the body is taken off; waits only for a schema that nobody here has seen. */
  #opened<Result>(
    reply: ReplyDelivery,
    look: (reader: MessageReader) => Result,
    failed: (error: InvalidMessage) => Result,
  ): Result | Promise<Result> {
    const attempt = (): Result => {
      try {
        return look(new MessageReader(reply, defaultLimits, { framed: this.#unframer.unframe(reply) }));
      } catch (error) {
        if (error instanceof SchemaNeeded) throw error;
        if (error instanceof InvalidMessage) return failed(error);
        // A validator that overflows the stack or throws in another way.
        return failed(new InvalidMessage(`could not be validated: ${sentence(error)}`, { code: "schema", cause: error }));
      }
    };
    try {
      return attempt();
    } catch (error) {
      if (!(error instanceof SchemaNeeded)) throw error;
      return this.#fetched(error).then(attempt);
    }
  }

  async #fetched({ id }: SchemaNeeded): Promise<void> {
    await this.#schemas.registry?.fetch(id);
  }
}
