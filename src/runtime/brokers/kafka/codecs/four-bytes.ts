/** Snappy and LZ4 find what came before by the hash of four bytes. */

/** Numbers that `hashOfFour` gives: 2 to the 13th. */
export const hashes = 8_192;

const spread = 0x9e3779b1;

export function hashOfFour(input: Uint8Array, at: number): number {
  const four =
    (input[at] as number) | ((input[at + 1] as number) << 8) | ((input[at + 2] as number) << 16) | ((input[at + 3] as number) << 24);
  return Math.imul(four, spread) >>> 19;
}

export function sameFour(input: Uint8Array, a: number, b: number): boolean {
  return input[a] === input[b] && input[a + 1] === input[b + 1] && input[a + 2] === input[b + 2] && input[a + 3] === input[b + 3];
}
