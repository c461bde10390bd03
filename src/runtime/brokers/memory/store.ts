/** What a memory broker keeps: a log per address, and for each group what it has not settled. Shared by all brokers that name it. */
import { ConnectionError, ServerSideError } from "../../ground/errors.ts";
import type { Outgoing } from "../broker.ts";
import type { Entry } from "./entry.ts";
import { Group } from "./group.ts";

export class MemoryStore {
  readonly #logs = new Map<string, Entry[]>();
  readonly #groups = new Map<string, Group>();
  readonly #removed = new WeakSet<Entry>();
  readonly #refused = new Map<string, string>();
  readonly #watchers = new Set<(down: string | undefined) => void>();
  readonly #listeners = new Map<string, Set<(entry: Entry) => void>>();
  readonly #lookouts = new Set<(address: string) => void>();
  #down: string | undefined;

  /** Stored when it returns. @throws ConnectionError while `down` or `refuse` say so. */
  append(message: Outgoing): Entry {
    this.check();
    const refused = this.#refused.get(message.address);
    if (refused !== undefined) throw new ServerSideError(`"${message.address}" takes nothing: ${refused}`);
    const log = this.#log(message.address);
    const entry: Entry = {
      address: message.address,
      offset: log.length,
      body: message.body === null ? null : Uint8Array.from(message.body),
      keyBytes: typeof message.key === "string" ? Buffer.from(message.key) : message.key && Uint8Array.from(message.key),
      headers: new Map(
        [...message.headers].map(([name, values]) => [
          name,
          values.map((value) => (value instanceof Uint8Array ? Uint8Array.from(value) : Buffer.from(String(value)))),
        ]),
      ),
      contentType: message.contentType,
      messageId: message.messageId,
      correlationId: message.correlationId,
      replyTo: message.replyTo,
      timestamp: Date.now(),
    };
    log.push(entry);
    for (const listener of this.#listeners.get(message.address) ?? []) listener(entry);
    for (const group of this.#groups.values()) if (group.address === message.address) group.add(entry);
    return entry;
  }

  /** Everything that was ever published there, oldest first. */
  entries(address: string): readonly Entry[] {
    return this.#log(address);
  }

  /** Those of them that nobody has taken away. */
  kept(address: string): readonly Entry[] {
    return (this.#logs.get(address) ?? []).filter((entry) => !this.#removed.has(entry));
  }

  /** Taken away from where it lay; groups have got it. */
  remove(entry: Entry): void {
    this.check();
    this.#removed.add(entry);
  }

  /** Messages that some group has not settled. */
  get unsettled(): number {
    return [...this.#groups.values()].reduce((total, { size }) => total + size, 0);
  }

  /** Begins at the oldest message when it is new. */
  group(address: string, name: string): Group {
    const id = JSON.stringify([address, name]);
    const known = this.#groups.get(id);
    if (known !== undefined) return known;
    const group = new Group(address);
    for (const entry of this.#log(address)) group.add(entry);
    this.#groups.set(id, group);
    return group;
  }

  /** Calls `listener` with each message that is published there from now on. Returns the way to stop that. */
  listen(address: string, listener: (entry: Entry) => void): () => void {
    const listeners = this.#listeners.get(address) ?? new Set();
    this.#listeners.set(address, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(address);
    };
  }

  /** The message at this position comes once more to every group, settled or not. */
  redeliver(position: string): void {
    const at = position.lastIndexOf("/");
    const address = position.slice(0, at);
    const entry = this.#log(address)[Number(position.slice(at + 1))];
    if (entry === undefined) throw new Error(`nothing was published at "${position}"`);
    for (const group of this.#groups.values()) if (group.address === address) group.redeliver(entry);
  }

  /** Fault: as if the broker had gone; `undefined` brings it back. Nothing is lost. */
  down(reason: string | undefined): void {
    this.#down = reason;
    for (const watcher of this.#watchers) watcher(reason);
    if (reason === undefined) for (const group of this.#groups.values()) group.hand();
  }

  /** Fault: publishing to this address is not confirmed; `undefined` ends it. */
  refuse(address: string, reason: string | undefined): void {
    if (reason === undefined) this.#refused.delete(address);
    else this.#refused.set(address, reason);
  }

  /** @throws ConnectionError while the broker is down. */
  check(): void {
    if (this.#down !== undefined) throw new ConnectionError(this.#down);
  }

  get isDown(): boolean {
    return this.#down !== undefined;
  }

  /** Addresses that some group reads. */
  get read(): readonly string[] {
    return [...new Set([...this.#groups.values()].map(({ address }) => address))];
  }

  /** Calls `lookout` with each address that is there, and each that comes into being. Returns the way to stop that. */
  onAddress(lookout: (address: string) => void): () => void {
    this.#lookouts.add(lookout);
    for (const address of [...this.#logs.keys()]) lookout(address);
    return () => void this.#lookouts.delete(lookout);
  }

  watch(watcher: (down: string | undefined) => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  #log(address: string): Entry[] {
    const known = this.#logs.get(address);
    if (known !== undefined) return known;
    const log: Entry[] = [];
    this.#logs.set(address, log);
    for (const lookout of [...this.#lookouts]) lookout(address);
    return log;
  }
}

const stores = new Map<string, MemoryStore>();

/** The store behind a URL, where anybody in this process has opened it. */
export function openedMemoryStore(url: string): MemoryStore | undefined {
  return stores.get(url);
}

/** Makes a store, default a new one, known under a URL such as `memory://orders`. Returns the way to end that. */
export function shareMemoryStore(url: string, store: MemoryStore = new MemoryStore()): () => void {
  stores.set(url, store);
  return () => void stores.delete(url);
}

/** The store behind a URL such as `memory://orders`, one per process. */
export function memoryStore(url: string): MemoryStore {
  const store = stores.get(url) ?? new MemoryStore();
  stores.set(url, store);
  return store;
}
