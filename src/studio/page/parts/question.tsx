import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface QuestionProps {
  readonly label: string;
  /** What follows from a yes. */
  readonly children: ComponentChildren;
  readonly yes: string;
  readonly dangerous?: boolean;
  readonly busy?: boolean;
  readonly confirm: () => void;
  readonly leave: () => void;
}

/** Stands where the button stood that asks it, and takes over the keyboard: Tab leads to the answers, Escape leaves it. */
export function Question({ label, children, yes, dangerous = false, busy = false, confirm, leave }: QuestionProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  // Before anybody can press a key: an effect comes after the picture.
  useLayoutEffect(() => box.current?.focus(), []);
  return (
    <div
      class="acts"
      role="alertdialog"
      aria-label={label}
      tabIndex={-1}
      ref={box}
      onKeyDown={(event) => event.key === "Escape" && !busy && leave()}
    >
      <p>{children}</p>
      <button type="button" class={dangerous ? "main danger" : "main"} disabled={busy} onClick={confirm}>
        {yes}
      </button>{" "}
      <button type="button" disabled={busy} onClick={leave}>
        Leave it
      </button>
    </div>
  );
}
