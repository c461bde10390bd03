import { isDeepStrictEqual } from "node:util";
import { ConnectionError, kindOf, sentence, TransientFailure } from "../ground/errors.ts";
import type { DataConverter } from "../workflows/worker-host.ts";

/** What a codec threw, judged. The client wraps it, and a status of gRPC inside would be taken for Temporal's. */
export class CodecFailure extends Error {
  override readonly name = "CodecFailure";
  /** What becomes of the message. */
  readonly verdict: Error;
  constructor(verdict: Error) {
    super(verdict.message, { cause: verdict });
    this.verdict = verdict;
  }
}

/** The codecs of a client: what they throw is a `CodecFailure`, also when they do not answer within `patience`, in milliseconds. */
export function guardedCodecs({ payloadCodecs, ...converter }: DataConverter, patience: number): DataConverter {
  return payloadCodecs === undefined
    ? converter
    : { ...converter, payloadCodecs: payloadCodecs.map((codec) => guarded(codec as Codec, patience)) };
}

interface Codec {
  encode: Direction;
  decode: Direction;
}

/** The second argument is the SDK's serialization context. */
type Direction = (payloads: object[], ...context: unknown[]) => Promise<object[]>;

function guarded(codec: Codec, patience: number): Codec {
  const whole: Codec = {
    encode: (...given) => within(patience, codec.encode(...given)),
    decode: (...given) => within(patience, codec.decode(...given)),
  };
  const name = codec.constructor.name === "Object" ? "" : ` ${codec.constructor.name}`;
  const judging =
    (direction: "encode" | "decode"): Direction =>
    async (payloads, ...context) => {
      try {
        return await whole[direction](payloads, ...context);
      } catch (error) {
        throw new CodecFailure(await judged(error, `the codec${name} of the data converter`, () => roundTrip(whole, context)));
      }
    };
  return { encode: judging("encode"), decode: judging("decode") };
}

/**
 * A codec whose key service is away fails for every message, and one with a mistake in it for some. So a value of ours, which nothing is
 * wrong with, decides where the error itself does not. Keys that are kept let it pass while the service is away: hence the table of errors.
 */
export async function judged(error: unknown, who: string, roundTrip: () => Promise<void>): Promise<Error> {
  if (error instanceof Error && kindOf(error) !== "transient") return error;
  const probe = async (): Promise<void> => {
    await roundTrip().catch((cause: unknown) => {
      throw new ConnectionError(`${who} fails: ${sentence(cause)}`, { cause });
    });
  };
  const message = `${who} fails: ${sentence(error)}`;
  const isAway = saysAway(error) || !(await succeeds(probe()));
  return isAway ? new ConnectionError(message, { cause: error, probe }) : new TransientFailure(message, { cause: error });
}

function succeeds(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

const sampleData = Buffer.from('"boost-gen"');
/** A payload of ours. */
export const sample: object = { metadata: { encoding: Buffer.from("json/plain") }, data: sampleData };

async function roundTrip({ encode, decode }: Codec, context: readonly unknown[]): Promise<void> {
  const [back] = await decode(await encode([sample], ...context), ...context);
  if (!isSample(back)) throw new Error("it does not read what it writes");
}

export function isSample(payload: object | undefined): boolean {
  const data: unknown = payload !== undefined && "data" in payload ? payload.data : undefined;
  return data instanceof Uint8Array && isDeepStrictEqual(Buffer.from(data), sampleData);
}

/** Errors of Node's sockets and of `fetch`, of gRPC (UNAVAILABLE, DEADLINE_EXCEEDED), of `AbortSignal.timeout` and the SDKs of key services. */
const awayCode = /^(E(CONN(REFUSED|RESET|ABORTED)|NOTFOUND|AI_AGAIN|TIMEDOUT|(HOST|NET)(UNREACH|DOWN)|PIPE)|UND_ERR_(\w+_TIMEOUT|SOCKET))$/;
const awayStatus: readonly unknown[] = [4, 14];

interface Said {
  readonly code?: unknown;
  readonly name?: unknown;
  readonly retryable?: unknown;
  readonly $retryable?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

function saysAway(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4) return false;
  const { code, name, retryable, $retryable, cause, errors }: Said = error;
  if (name === "TimeoutError" || retryable === true || typeof $retryable === "object") return true;
  if (typeof code === "string" ? awayCode.test(code) : awayStatus.includes(code)) return true;
  return [cause, ...(Array.isArray(errors) ? errors : [])].some((inner) => saysAway(inner, depth + 1));
}

export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error(`it did not answer within ${milliseconds / 1_000} s`), { name: "TimeoutError" });
    timer = setTimeout(() => reject(error), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
