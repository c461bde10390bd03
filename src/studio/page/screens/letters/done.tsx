import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ActView } from "../../../shared/letters.ts";
import { visible } from "../../parts/json-text.tsx";

/** What was done, the last first: that line sums the others up. */
export function Done({ acts }: { readonly acts: readonly ActView[] }): JSX.Element {
  const list = useRef<HTMLOListElement>(null);
  // The button that did it may be a screen below.
  useEffect(() => {
    if (acts.length === 0) return;
    list.current?.scrollIntoView({ block: "nearest" });
    // The button that was pressed is gone, and the keyboard goes on from what came of it.
    if (document.activeElement === document.body) list.current?.focus({ preventScroll: true });
  }, [acts]);
  return (
    <ol class="done" aria-label="What was done" aria-live="polite" tabIndex={acts.length > 1 ? 0 : -1} ref={list}>
      {[...acts].reverse().map(({ tone, text }, index) => (
        <li key={index} class={tone}>
          {visible(text)}
        </li>
      ))}
    </ol>
  );
}
