/** What this process waits for before it is ready. Each part says so itself, the moment it learns of it. */
export class Readiness {
  readonly #down = new Map<string, string>();
  readonly #remarks = new Map<string, string>();

  /** `reason: undefined` is "ready". */
  set(part: string, reason: string | undefined): void {
    if (reason === undefined) this.#down.delete(part);
    else this.#down.set(part, reason);
  }

  /** What whoever asks should know although this process is ready. */
  remark(part: string, text: string | undefined): void {
    if (text === undefined) this.#remarks.delete(part);
    else this.#remarks.set(part, text);
  }

  get ready(): boolean {
    return this.#down.size === 0;
  }

  /** Part → why it is not ready. */
  get reasons(): { readonly [part: string]: string } {
    return Object.fromEntries(this.#down);
  }

  get remarks(): { readonly [part: string]: string } {
    return Object.fromEntries(this.#remarks);
  }

  /** What `/readyz` answers. */
  toJSON(): object {
    const { ready, reasons, remarks } = this;
    return { ready, reasons, ...(this.#remarks.size === 0 ? {} : { remarks }) };
  }
}
