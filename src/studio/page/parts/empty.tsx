import type { ComponentChildren, JSX } from "preact";

/** An empty list says what would fill it. */
export function Empty({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <p class="empty">{children}</p>;
}

export function Loading({ what }: { readonly what: string }): JSX.Element {
  return (
    <p class="empty" aria-busy="true">
      Loading {what} …
    </p>
  );
}
