import type { JSX } from "preact";
import { useState } from "preact/hooks";

/** Characters that are shown without asking; a megabyte of one text makes a page that nobody can scroll. */
const most = 20_000;

/** A value as JSON. Marks that change the direction of text are shown as their code. */
export function JsonText({ value, text }: { readonly value?: unknown; readonly text?: string }): JSX.Element {
  const [whole, setWhole] = useState(false);
  const all = visible(text ?? JSON.stringify(value, undefined, 2) ?? "");
  const isCut = all.length > most && !whole;
  return (
    <div class="json">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre dir="ltr" tabIndex={0}>
        {isCut ? `${all.slice(0, most)}…` : all}
      </pre>
      {isCut ? (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {all.length.toLocaleString("en")} characters
        </button>
      ) : null}
    </div>
  );
}

/** The first characters; what is left out is marked. */
export function beginning(text: string, length: number): string {
  const shown = visible(text);
  return shown.length <= length ? shown : `${shown.slice(0, length)}…`;
}

export function visible(text: string): string {
  return text.replace(
    /[\p{Bidi_Control}\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
