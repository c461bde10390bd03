import type { AddressPart } from "../../addresses/address-template.ts";
import { AddressMatcher } from "./match.ts";

/** Addresses that nobody lists: what a broker is asked for instead, and how what comes is recognised. */
export interface AddressPattern {
  /** As the document writes it, with the values that are known: `text.eu.{kind}`. */
  readonly text: string;
  readonly parts: readonly AddressPart[];
  /** Whether a whole address is of this form. */
  readonly matches: (address: string) => boolean;
}

export function addressPattern(parts: readonly AddressPart[], protocol: string): AddressPattern {
  const matcher = new AddressMatcher(
    parts.map((part) => ("literal" in part ? part : "free")),
    protocol,
  );
  return {
    text: written(parts, (name) => `{${name}}`),
    parts,
    matches: (address) => matcher.match(address) !== undefined,
  };
}

/** The binding key of a topic exchange; `*` is one word there, so each parameter has to be one (`expandAddress` sees to it). */
export function bindingKey({ parts }: AddressPattern): string {
  return written(parts, () => "*");
}

/** What `PSUBSCRIBE` takes. Its `*` also matches separators, so what comes is looked at again with `matches`. */
export function globOf({ parts }: AddressPattern): string {
  return parts.map((part) => ("literal" in part ? part.literal.replace(/[*?[\]\\]/g, "\\$&") : "*")).join("");
}

/** Concrete addresses and patterns alike, for sentences and logs. */
export function addressTexts({
  addresses,
  patterns = [],
}: {
  readonly addresses: readonly string[];
  readonly patterns?: readonly AddressPattern[];
}): readonly string[] {
  return [...addresses, ...patterns.map(({ text }) => text)];
}

function written(parts: readonly AddressPart[], parameter: (name: string) => string): string {
  return parts.map((part) => ("literal" in part ? part.literal : parameter(part.parameter))).join("");
}
