/** Does not compile when a kind has no case. */
export function assertNever(kind: never): never {
  throw new Error(`There is no case for ${JSON.stringify(kind)}.`);
}
