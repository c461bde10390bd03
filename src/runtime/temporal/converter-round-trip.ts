import { isDeepStrictEqual } from "node:util";
import { sentence } from "../ground/errors.ts";
import type { DataConverter } from "../workflows/worker-host.ts";
import type { TemporalConnection } from "./connection.ts";

/** What a data converter is made of, for the log and for `doctor`: `{ codecs: ["AesCodec"] }`. */
export function converterParts({ payloadConverterPath, failureConverterPath, payloadCodecs = [], externalStorage }: DataConverter): object {
  return {
    ...(payloadConverterPath === undefined ? {} : { payloadConverter: payloadConverterPath }),
    ...(failureConverterPath === undefined ? {} : { failureConverter: failureConverterPath }),
    codecs: payloadCodecs.map((codec) => codec.constructor.name),
    ...(externalStorage === undefined ? {} : { externalStorage: true }),
  };
}

const sample = { text: "größe", number: 1.5, list: [true, null], empty: {} };

/** Writes a value as the client would and reads it as a worker would. `undefined`: the same value came back; else what went wrong. */
export async function converterRoundTrip(connection: TemporalConnection): Promise<string | undefined> {
  const { payloadConverter, payloadCodecs } = connection.client.options.loadedDataConverter;
  try {
    let payloads = [payloadConverter.toPayload(sample)];
    for (const codec of payloadCodecs) payloads = await codec.encode(payloads);
    for (const codec of payloadCodecs.toReversed()) payloads = await codec.decode(payloads);
    const [payload] = payloads;
    const back: unknown = payload === undefined ? undefined : payloadConverter.fromPayload(payload);
    return isDeepStrictEqual(back, sample) ? undefined : `it reads ${JSON.stringify(back)} where it wrote ${JSON.stringify(sample)}`;
  } catch (error) {
    return `it cannot write and read a value: ${sentence(error)}`;
  }
}
