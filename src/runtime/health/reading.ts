/** Milliseconds after which a number is left out of an answer; Prometheus itself gives up after ten seconds. */
const longestWait = 1_000;

/**
 * A number that somebody else knows, a broker say, who may be slow, silent or gone. It is asked one question at a time, at most once a second however many
 * ask here, and an answer that takes longer than a second is told to those who come later.
 */
export class Reading {
  readonly #read: () => number | undefined | Promise<number | undefined>;
  readonly #fresh: number;
  #asked: Promise<number | undefined> | undefined;
  #answer: { readonly value: number | undefined; readonly at: number } | undefined;

  /** `fresh`: milliseconds for which a number is told again instead of asked for again. */
  constructor(read: () => number | undefined | Promise<number | undefined>, fresh = 1_000) {
    this.#read = read;
    this.#fresh = fresh;
  }

  /** `undefined` where it is not known in time. Never rejects. */
  async value(): Promise<number | undefined> {
    if (this.#answer !== undefined && performance.now() - this.#answer.at < this.#fresh) return this.#answer.value;
    const asked = this.#asked ?? this.#ask();
    return asked instanceof Promise ? await inTime(asked) : asked;
  }

  /** What this process knows itself is there at once, and always asked for anew. */
  #ask(): number | undefined | Promise<number | undefined> {
    try {
      const answer = this.#read();
      if (!(answer instanceof Promise)) return answer;
      this.#asked = answer
        .catch(() => undefined)
        .then((value) => {
          this.#answer = { value, at: performance.now() };
          this.#asked = undefined;
          return value;
        });
      return this.#asked;
    } catch {
      return undefined;
    }
  }
}

function inTime(asked: Promise<number | undefined>): Promise<number | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), longestWait);
    void asked.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
