import { defaultLimits } from "../runtime/decode/limits.ts";
import { codecOf } from "../runtime/decode/wire.ts";
import type { ContractDefinition, MessageDefinition } from "../runtime/ground/contract.ts";

/** Bytes at an address, as a test wants to compare them. */
export type ReadBody = (address: string, body: Uint8Array | null) => unknown;

/** By the one message of the contracts, which may become more, whose wire format fits; else as JSON, else as text. */
export function bodyReader(contracts: Iterable<ContractDefinition>): ReadBody {
  return (address, body) => {
    if (body === null) return null;
    const coded = codedIn([...contracts]);
    const here = [...coded].filter(([, own]) => own === address);
    for (const [message] of here.length > 0 ? here : coded) {
      try {
        return codecOf(message)?.decode(body, { depth: defaultLimits.depth });
      } catch {
        // It is another one's, or broken.
      }
    }
    return jsonOrText(body);
  };
}

/** Messages that are no JSON, and where they lie. */
function codedIn(contracts: readonly ContractDefinition[]): ReadonlyMap<MessageDefinition, string | null> {
  const coded = new Map<MessageDefinition, string | null>();
  const channels = contracts
    .flatMap(({ operations }) => operations)
    .flatMap(({ channel, reply }) => [channel, ...(reply?.channel === undefined ? [] : [reply.channel])]);
  for (const { address, messages } of channels)
    for (const message of Object.values(messages)) if (message.wire !== undefined) coded.set(message, address);
  return coded;
}

function jsonOrText(body: Uint8Array): unknown {
  const text = Buffer.from(body).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
