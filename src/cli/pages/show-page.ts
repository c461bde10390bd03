import type { Terminal } from "../terminal.ts";
import { renderPage } from "./render.ts";

/** Prints a page: in the user's pager where it is longer than the screen. */
export async function showPage(markdown: string, terminal: Terminal, options: { readonly paged: boolean }): Promise<void> {
  const text = `${renderPage(markdown, terminal)}\n`;
  if (options.paged && (await terminal.page?.(text)) === true) return;
  terminal.out(text);
}
