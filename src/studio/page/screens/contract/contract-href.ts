import { hrefOf } from "../../state/address.ts";
import type { ScreenProps } from "../screen-props.ts";

/** Another part of the contract; what is searched, and the document, stay. */
export function contractHref({ q, document }: ScreenProps["query"], opens: { readonly [name: string]: string }): string {
  return hrefOf("contract", { document, q, ...opens });
}
