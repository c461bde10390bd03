import type { DeadLetterStore, StoredDeadLetter } from "../dead-letter-store.ts";
import type { Entry } from "./entry.ts";
import type { MemoryStore } from "./store.ts";

/** What was published there and nobody has taken away. */
export function openMemoryDeadLetters(store: MemoryStore, address: string): DeadLetterStore {
  return {
    async *read() {
      for (const entry of store.kept(address)) yield storedDeadLetter(entry, store);
    },
    notes: [],
    close: async () => {},
  };
}

function storedDeadLetter(entry: Entry, store: MemoryStore): StoredDeadLetter {
  const { address, offset, body, keyBytes: key, headers, contentType, messageId, correlationId, replyTo } = entry;
  return {
    place: `${address}/${offset}`,
    body,
    headers,
    ...(key === undefined ? {} : { key }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(replyTo === undefined ? {} : { replyTo }),
    remove: async () => store.remove(entry),
  };
}
