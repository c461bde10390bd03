/** What a dead letter says, where its bytes are no text: read as its subscription would read it, with the registry asked for what it was written with. */
import type { StoredDeadLetter } from "../brokers/dead-letter-store.ts";
import { SchemaNeeded, Unframer } from "../decode/frame.ts";
import { type Framed, MessageReader } from "../decode/message-reader.ts";
import { recognise } from "../decode/recognise.ts";
import { writersCodec } from "../decode/wire.ts";
import { InvalidMessage, SchemaDenied, sentence } from "../ground/errors.ts";
import type { SchemaRegistry } from "../registry/index.ts";
import type { PlannedSubscription } from "../subscription/plan-subscriptions.ts";

/** What a dead letter in a binary format says. */
export interface LetterValue {
  /** Absent where the body is shown as it is, or could not be read. */
  readonly payload?: { readonly value: unknown };
  /** Of a key that a registry's serializer wrote. */
  readonly key?: string;
  /** Why there is no payload. */
  readonly problem?: string;
}

export async function letterValue(
  stored: StoredDeadLetter,
  { plan, settings }: PlannedSubscription,
  registry: SchemaRegistry | undefined,
): Promise<LetterValue> {
  const unframer = new Unframer(plan.channel, { server: settings.server, registry }, settings.limits);
  const { body, headers, contentType, key } = stored;
  const letter = { body, headers, contentType, keyBytes: typeof key === "string" ? Buffer.from(key) : key };
  const keyText = await fetching(
    () => unframer.keyOf(letter),
    registry,
    (error, needed) => {
      if (error instanceof SchemaDenied) unframer.denyKey(needed.id);
      return undefined;
    },
  );
  const shown = keyText === undefined ? {} : { key: keyText };
  if (body === null) return shown;
  try {
    const framed = await fetching(() => unframer.unframe(letter), registry);
    const hasAvro = Object.values(plan.channel.messages).some(({ wire }) => wire !== undefined);
    if (framed === undefined && !hasAvro) return shown;
    return { ...shown, payload: { value: payloadOf(letter, framed, { plan, settings }) } };
  } catch (error) {
    return { ...shown, problem: sentence(error) };
  }
}

/** Reads again each time that a schema came which was needed; what the registry says instead is thrown, or what `failed` makes of it. */
async function fetching<T>(
  read: () => T,
  registry: SchemaRegistry | undefined,
  failed: (error: unknown, needed: SchemaNeeded) => T = (error) => {
    throw error;
  },
): Promise<T> {
  try {
    return read();
  } catch (needed) {
    if (!(needed instanceof SchemaNeeded)) throw needed;
    try {
      await registry?.fetch(needed.id);
    } catch (error) {
      return failed(error, needed);
    }
    return read();
  }
}

type Letter = Pick<StoredDeadLetter, "body" | "headers"> & { readonly contentType: string | undefined };

/** What its validator refuses is shown all the same, and what does not fit the document's schema as its writer wrote it. @throws InvalidMessage */
function payloadOf(
  letter: Letter,
  framed: Framed | undefined,
  { plan, settings }: Pick<PlannedSubscription, "plan" | "settings">,
): unknown {
  const { channel } = plan;
  const reader = new MessageReader(letter, settings.limits, { framed });
  const [only, ...others] = Object.values(channel.messages);
  const writer = framed?.writer;
  const ways = [
    () => {
      const found = recognise(channel, letter, reader, { ours: { has: () => true }, trusted: false });
      return "foreign" in found ? undefined : found.payload;
    },
  ];
  // Of several messages none is guessed.
  if (only !== undefined && others.length === 0) ways.push(() => reader.payload(only));
  if (writer !== undefined)
    ways.push(() => writersCodec(writer).decode(framed?.body ?? new Uint8Array(), { depth: settings.limits.depth }));
  let problem: InvalidMessage | undefined;
  for (const way of ways) {
    try {
      return way();
    } catch (error) {
      if (!(error instanceof InvalidMessage)) throw error;
      problem = error;
    }
  }
  throw problem;
}
