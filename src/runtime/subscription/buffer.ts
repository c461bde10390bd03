/** Counts what is held unsettled, so that a broker knows how much more it may hand over. Never refuses: the broker looks before it hands over. */
export class Buffer {
  readonly #limit: { readonly messages: number; readonly bytes: number };
  #messages = 0;
  #bytes = 0;
  #full = false;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: { readonly messages: number; readonly bytes: number }) {
    this.#limit = limit;
  }

  get messages(): number {
    return this.#messages;
  }

  add(bytes: number): void {
    this.#messages += 1;
    this.#bytes += bytes;
    if (this.room() === 0) this.#full = true;
  }

  remove(bytes: number): void {
    this.#messages -= 1;
    this.#bytes -= bytes;
    if (!this.#full || this.#messages > this.#limit.messages / 2 || this.#bytes > this.#limit.bytes / 2) return;
    this.#full = false;
    for (const call of this.#waiting) call();
  }

  room(): number {
    return this.#bytes >= this.#limit.bytes ? 0 : Math.max(0, this.#limit.messages - this.#messages);
  }

  onRoom(call: () => void): void {
    this.#waiting.push(call);
  }
}
