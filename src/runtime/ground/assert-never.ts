import { printable } from "./printable.ts";

/** Ends a `switch` over kinds: adding a kind is then a type error here. Reached only by data that has another type than it says, such as a newer contract. */
export function assertNever(value: never): never {
  throw new TypeError(`Not a known kind: ${JSON.stringify(printable(value))}.`);
}
