import type { Flags } from "./tree.ts";

/** What `\s` and `.` tell apart beyond ASCII, and one of everything else. */
const beyondAscii = [
  0xa0, 0xe9, 0x17f, 0x212a, 0x1680, 0x2000, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0x4e2d, 0xd800, 0xdc00, 0xfeff, 0x1f600,
];

const written = /\\u\{([\da-fA-F]+)\}|\\u([\da-fA-F]{4})|\\x([\da-fA-F]{2})|([^])/gu;

/**
 * A character of each kind that the classes tell apart: ASCII, each that a class names and its neighbours, and for properties (`\p{L}`), which
 * name none, every one of the basic plane.
 */
export function* representatives(sources: readonly string[], flags: Flags): Iterable<number> {
  for (let code = 0; code < 128; code++) yield code;
  yield* beyondAscii;
  for (const source of sources) {
    for (const [, braced, four, two, literal] of source.matchAll(written)) {
      const digits = braced ?? four ?? two;
      const code = digits === undefined ? (literal?.codePointAt(0) ?? 0) : Number.parseInt(digits, 16);
      for (const near of [code - 1, code, code + 1]) if (near >= 128 && near <= (flags === "u" ? 0x10ffff : 0xffff)) yield near;
    }
  }
  if (!sources.some((source) => /\\p/i.test(source))) return;
  for (let code = 128; code < 0x10000; code++) yield code;
  for (let code = 0x10000; flags === "u" && code < 0x20000; code += 16) yield code;
}
