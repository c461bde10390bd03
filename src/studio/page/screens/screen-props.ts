import type { About } from "../../shared/about.ts";

export interface ScreenProps {
  readonly about: About;
  /** Of the address bar. */
  readonly query: { readonly [name: string]: string };
}
