import type { Notes } from "./notes.ts";

/** What the document says about itself; it becomes the doc comment of the contract. */
export interface Info extends Notes {
  /** The application's own identifier, a URI. */
  readonly id?: string;
  readonly termsOfService?: string;
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string };
  readonly license?: { readonly name?: string; readonly url?: string };
}
