/** The dead letters of all documents of a service, as one list: each is its own document's, also where several put theirs in one place. */
import type { Mask } from "../../studio/server/index.ts";
import type { ContractDefinition } from "../ground/contract.ts";
import { sentence } from "../ground/errors.ts";
import type { DeadLetter } from "./dead-letter.ts";
import { type DeadLetterPlace, DeadLetters } from "./dead-letters.ts";
import { operationNames } from "./operation-names.ts";
import { Session, type ToolOptions } from "./session.ts";

/** A letter, and what is known of it by whose it is. */
export interface FiledLetter {
  readonly letter: DeadLetter;
  /** Those of its document. */
  readonly letters: DeadLetters;
  readonly contract: ContractDefinition;
  /** Absent where there is only one. */
  readonly document?: string;
  /** What it is found again by. */
  readonly handle: string;
  /** As it is called among those of all documents. */
  readonly operation?: string;
  /** What was said of the message, as far as its body may be told. */
  readonly safe: (text: string) => string;
}

export interface FileFilter {
  readonly handles?: readonly string[];
  /** As it is called among those of all documents. */
  readonly operation?: string;
  readonly limit?: number;
}

interface Filed {
  readonly name: string;
  readonly contract: ContractDefinition;
  readonly letters: DeadLetters;
  readonly handle: (letter: DeadLetter) => string;
  /** Broker and address of each place. */
  readonly lies: (place: DeadLetterPlace) => string;
}

export class LetterFile {
  readonly #documents: readonly Filed[];
  readonly #mask: Mask;
  readonly #nameOf: (document: string, operation: string) => string;

  /** Connects when it is first asked. @throws ConfigurationError */
  constructor(documents: ReadonlyMap<string, ToolOptions>, mask: Mask) {
    this.#mask = mask;
    this.#nameOf = operationNames(new Map([...documents].map(([name, { contract }]) => [name, contract])));
    this.#documents = [...documents].map(([name, tools]) => {
      const letters = new DeadLetters(tools);
      return { name, contract: tools.contract, letters, handle: handles(letters, tools.contract, mask), lies: liesOf(tools) };
    });
  }

  get places(): readonly DeadLetterPlace[] {
    return this.#documents.flatMap(({ letters }) => letters.places);
  }

  get notes(): readonly string[] {
    return this.#documents.flatMap(({ letters }) => letters.notes);
  }

  /** As they are called among each other, those that have a place for dead letters. */
  get operations(): readonly string[] {
    return this.#documents.flatMap(({ name, letters }) =>
      letters.places.flatMap(({ operations }) => operations.map((operation) => this.#nameOf(name, operation))),
    );
  }

  /**
   * Document by document, oldest first. A document that cannot be asked ends the search, or is told to `failed`, unless all of them cannot.
   * @throws ConnectionError, ConfigurationError
   */
  async *find(
    { handles, operation, limit = Number.POSITIVE_INFINITY }: FileFilter,
    failed?: (why: string) => void,
  ): AsyncGenerator<FiledLetter> {
    let left = limit;
    const errors: unknown[] = [];
    for (const filed of this.#documents) {
      const named = handles && new Set(handles.flatMap((handle) => this.#own(filed, handle)));
      const key = this.#keyOf(filed, operation);
      if (left <= 0 || named?.size === 0 || (operation !== undefined && key === undefined)) continue;
      try {
        for await (const letter of filed.letters.find(key === undefined ? {} : { operation: key })) {
          if (named?.has(filed.handle(letter)) === false || this.#ownerOf(letter, filed) !== filed) continue;
          yield this.#filed(letter, filed);
          left -= 1;
          if (left <= 0) break;
        }
      } catch (error) {
        errors.push(error);
        if (failed === undefined || errors.length === this.#documents.length) throw error;
        failed(`${filed.name}: ${sentence(error)}`);
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#documents.map(({ letters }) => letters.close()));
  }

  #filed(letter: DeadLetter, { name, contract, letters, handle }: Filed): FiledLetter {
    const own = letter.operation?.split("+").map((operation) => this.#nameOf(name, operation));
    const operation = own === undefined ? {} : { operation: own.join("+") };
    const known = { letter, letters, contract, safe: this.#mask.said(letter.stored.body), ...operation };
    if (this.#documents.length === 1) return { ...known, handle: handle(letter) };
    return { ...known, document: name, handle: `${name}: ${handle(letter)}` };
  }

  /** What it is called by its document; none where it is another one's. */
  #own({ name }: Filed, handle: string): readonly string[] {
    if (this.#documents.length === 1) return [handle];
    return handle.startsWith(`${name}: `) ? [handle.slice(name.length + 2)] : [];
  }

  #keyOf({ name, letters }: Filed, operation: string | undefined): string | undefined {
    if (operation === undefined) return undefined;
    if (this.#documents.length === 1) return operation;
    return letters.places.flatMap(({ operations }) => operations).find((key) => this.#nameOf(name, key) === operation);
  }

  /** Of those that have this place, the one whose operation it was; what nobody knows is the first one's. */
  #ownerOf(letter: DeadLetter, found: Filed): Filed {
    const place = found.letters.places.find(({ address }) => address === letter.address);
    if (this.#documents.length === 1 || place === undefined) return found;
    const lies = found.lies(place);
    const sharing = this.#documents.filter((filed) => filed.letters.places.some((other) => filed.lies(other) === lies));
    return sharing.find((filed) => wasOf(letter, filed)) ?? sharing[0] ?? found;
  }
}

/** Its operation is one of this document's, which reads where it came from. */
function wasOf(letter: DeadLetter, { letters }: Filed): boolean {
  const own = letter.operation?.split("+") ?? [];
  const place = letters.places.find(({ address }) => address === letter.address);
  if (place?.operations.some((key) => own.includes(key)) !== true) return false;
  try {
    letters.target(letter);
    return true;
  } catch {
    return false;
  }
}

function liesOf(tools: ToolOptions): Filed["lies"] {
  const session = new Session(tools);
  return ({ server: key, address }) => {
    const server = tools.contract.servers[key];
    return `${server === undefined ? key : session.connection(server).url} ${address}`;
  };
}

/**
 * What a letter is found again by. On RabbitMQ a place is a number in the queue, which is another letter's as soon as one before it is taken away: there
 * its id says which one is meant, or what stands for it where fields are masked: an id may be made of one.
 */
function handles({ places }: DeadLetters, { servers }: ContractDefinition, mask: Mask): (letter: DeadLetter) => string {
  const numbered = new Set(places.filter(({ server }) => servers[server]?.protocol === "amqp").map(({ address }) => address));
  return ({ place, id, address }) => (numbered.has(address) && id !== undefined ? mask.standIn(id) : place);
}
