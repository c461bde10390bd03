import type { JSX } from "preact";

/** `asyncapi.yaml:12:5`; selects whole, so that it can be copied into an editor. */
export function Place({ place }: { readonly place: string | undefined }): JSX.Element | null {
  return place === undefined ? null : <code class="place">{place}</code>;
}
