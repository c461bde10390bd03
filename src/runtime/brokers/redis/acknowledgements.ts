import type { Client } from "./client.ts";

interface Batch {
  readonly ids: string[];
  readonly done: Promise<void>;
}

/** Acknowledgements of one turn of the event loop go as one command: a command each would cost more than all else that a message needs. */
export class Acknowledgements {
  readonly #commands: Client;
  readonly #group: string;
  readonly #byStream = new Map<string, Batch>();

  constructor(commands: Client, group: string) {
    this.#commands = commands;
    this.#group = group;
  }

  /** Resolves when the server has confirmed. @throws what the client throws; then none of the turn is known to be acknowledged */
  add(stream: string, id: string): Promise<void> {
    const open = this.#byStream.get(stream) ?? this.#open(stream);
    open.ids.push(id);
    return open.done;
  }

  #open(stream: string): Batch {
    const ids: string[] = [];
    const turn = new Promise<void>((resolve) => void setImmediate(resolve));
    const done = turn.then(async () => {
      this.#byStream.delete(stream);
      await this.#commands.xack(stream, this.#group, ...ids);
    });
    const batch = { ids, done };
    this.#byStream.set(stream, batch);
    return batch;
  }
}
