import type { JSX } from "preact";

/** What went wrong, and the one thing that can be done about it here. */
export function Problem({ error, again }: { readonly error: Error; readonly again?: () => void }): JSX.Element {
  return (
    <div class="problem" role="alert">
      <p dir="auto">{error.message}</p>
      {again === undefined ? null : (
        <button type="button" onClick={again}>
          Ask again
        </button>
      )}
    </div>
  );
}
