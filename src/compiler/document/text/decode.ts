/** What is wrong with the bytes of a file. */
export type DecodingProblem =
  | { readonly kind: "utf-16" }
  | { readonly kind: "binary" }
  /** What Git LFS leaves in the place of a file that was not fetched. */
  | { readonly kind: "lfs-pointer" }
  | { readonly kind: "invalid"; readonly offset: number };

/** UTF-8 with or without a byte order mark, as text without it. */
export function decode(bytes: Uint8Array): { readonly text: string } | { readonly problem: DecodingProblem } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return { problem: { kind: "utf-16" } };
  if (hasUtf16Pattern(bytes)) return { problem: { kind: "utf-16" } };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.startsWith("version https://git-lfs.github.com/spec/") ? { problem: { kind: "lfs-pointer" } } : { text };
  } catch {
    return { problem: bytes.subarray(0, 1024).includes(0) ? { kind: "binary" } : { kind: "invalid", offset: firstInvalid(bytes) } };
  }
}

/** UTF-16 without a mark: ASCII letters with a zero byte each. */
function hasUtf16Pattern(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  return (bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0) || (bytes[0] !== 0 && bytes[1] === 0 && bytes[2] !== 0 && bytes[3] === 0);
}

/** Length of the longest prefix that decodes. */
function firstInvalid(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return low;
}
