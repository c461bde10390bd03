import { type ConfirmChannel, connect, type Options } from "amqplib";
import { fc } from "../../random/fast-check.ts";
import { body, bytes, name, words } from "./parts.ts";
import type { Sender } from "./sender.ts";

interface OddMessage {
  readonly body: Buffer;
  readonly properties: Options.Publish;
}

/** Fields of a table, which may hold tables and lists. */
const { field } = fc.letrec<{ readonly field: unknown }>((tie) => ({
  field: fc.oneof(
    { maxDepth: 3 },
    words,
    bytes,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("field"), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 20 }), tie("field"), { maxKeys: 4 }),
  ),
}));

const short = fc.string({ maxLength: 60 });

/** Every property but the user, which the broker compares. */
const properties: fc.Arbitrary<Options.Publish> = fc.record(
  {
    headers: fc.array(fc.tuple(name, field), { maxLength: 30 }).map((pairs) => Object.fromEntries(pairs)),
    contentType: fc.oneof(short, fc.constantFrom("application/json", "application/cloudevents+json")),
    contentEncoding: short,
    correlationId: short,
    replyTo: short,
    expiration: fc.constantFrom("0", "1", "60000"),
    messageId: short,
    timestamp: fc.nat(),
    type: short,
    appId: short,
    priority: fc.nat(255),
    persistent: fc.boolean(),
    mandatory: fc.boolean(),
    CC: fc.array(short, { maxLength: 3 }),
    BCC: fc.array(short, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

interface Open {
  readonly channel: ConfirmChannel;
  /** Rejects when the broker closes the channel, which is how it refuses a message. */
  readonly refused: Promise<never>;
}

export function rabbitMqSender(url: string, address: string): Sender<OddMessage> {
  const connected = connect(url);
  let current: Promise<Open> | undefined;
  const open = async (): Promise<Open> => {
    const channel = await (await connected).createConfirmChannel();
    const refused = new Promise<never>((_, reject) => channel.once("error", reject));
    refused.catch(() => {
      current = undefined;
    });
    return { channel, refused };
  };
  return {
    message: fc.record({ body, properties }),
    async send({ body: content, properties: odd }) {
      current ??= open();
      const { channel, refused } = await current;
      const confirmed = new Promise<void>((resolve, reject) =>
        channel.publish("", address, content, odd, (error) => (error ? reject(error) : resolve())),
      );
      await Promise.race([confirmed, refused]);
    },
    close: async () => (await connected).close(),
  };
}
