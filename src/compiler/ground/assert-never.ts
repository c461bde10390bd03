/** Ends a `switch` over kinds: adding a kind is then a type error here. */
export function assertNever(value: never): never {
  throw new TypeError(`Not a known kind: ${JSON.stringify(value)}.`);
}
