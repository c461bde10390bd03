import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A document that is made, because no repository should hold it; `make` gives its path in the folder. */
export interface HostileDocument {
  readonly name: string;
  readonly make: (folder: string) => string;
  /** Codes of the errors, each once; none where the document is accepted. */
  readonly codes: readonly string[];
}

const head = "asyncapi: 3.0.0\ninfo: { title: t, version: '1' }\n";
const jsonHead = '"asyncapi": "3.0.0", "info": { "title": "t", "version": "1" }';
const schemas = "components:\n  schemas:\n";

function text(name: string, make: () => string | Uint8Array, codes: readonly string[], extension = "yaml"): HostileDocument {
  return {
    name,
    codes,
    make: (folder) => {
      const path = join(folder, `asyncapi.${extension}`);
      writeFileSync(path, make());
      return path;
    },
  };
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join("");
}

function utf16(value: string, bigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(`\ufeff${value}`, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
}

function reference(name: string): string {
  return `{ $ref: '#/components/schemas/${name}' }`;
}

export const hostileDocuments: readonly HostileDocument[] = [
  // Size.
  text("50 MB", () => `${head}x-text: ${"x".repeat(50 * 1024 * 1024)}\n`, ["document-too-large"]),
  text(
    "9 MB of JSON that breaks at its end",
    () => `{ ${jsonHead}, "x": [${"1,".repeat(400_000)}"${"y".repeat(8_000_000)}"`,
    ["yaml-unusual"],
    "json",
  ),
  text("9 MB of YAML that breaks at its end", () => `${head}x-list:\n${lines(500_000, () => "  - abcdefghijklm")} x: [\n`, [
    "yaml-unusual",
  ]),
  text("9 MB in one anchor", () => `${head}x-list: &anchor\n${lines(900_000, () => "  - abcdef")}`, ["yaml-unusual"]),
  text("5 million values", () => `${head}x-list: [${"1,".repeat(4_900_000)}1]\n`, ["document-too-many-values"]),
  text("20,000 channels", () => `${head}channels:\n${lines(20_000, (index) => `  c${index}: { address: a.${index} }`)}`, [
    "too-many-channels",
  ]),
  text("100,000 values of an enum", () => `${head}${schemas}    E:\n      enum:\n${lines(100_000, (index) => `        - value${index}`)}`, [
    "too-many-enum-values",
  ]),
  text("a text of 9 MB", () => `${head}x-text: ${"x".repeat(9 * 1024 * 1024)}\n`, []),
  text(
    "5,000 properties",
    () =>
      `${head}${schemas}    P:\n      type: object\n      properties:\n${lines(5000, (index) => `        p${index}: { type: string }`)}`,
    [],
  ),
  text(
    "40,000 lines",
    () =>
      `${head}${schemas}${lines(8000, (index) => `    S${index}:\n      type: object\n      properties:\n        a: { type: string }\n        b: ${reference(`S${(index * 7) % 8000}`)}`)}`,
    [],
  ),

  // Depth.
  text("5,000 lists in each other", () => `${head}x-deep: ${"[".repeat(5000)}${"]".repeat(5000)}\n`, ["document-too-deep"]),
  text("100,000 lists in each other, never closed", () => `${head}x-deep: ${"[".repeat(100_000)}\n`, ["document-too-deep"]),
  text("1,000 objects in each other by indentation", () => `${head}x-deep:\n${lines(1000, (index) => `${" ".repeat(index + 1)}a:`)}`, [
    "document-too-deep",
  ]),
  text("100,000 objects in each other in JSON", () => `{ ${jsonHead}, "x": ${'{"a":'.repeat(100_000)}`, ["document-too-deep"], "json"),
  text("10,000 lists by dashes on a line", () => `${head}x-deep:\n  ${"- ".repeat(10_000)}a\n`, ["document-too-deep"]),
  text("5,000 lists in each other after an anchor", () => `${head}x-a: &a 1\nx-deep: ${"[".repeat(5000)}${"]".repeat(5000)}\n`, [
    "document-too-deep",
  ]),
  text("28 lists in each other", () => `${head}x-deep: ${"[".repeat(28)}${"]".repeat(28)}\n`, []),
  text("a schema 90 levels deep", () => `${head}${schemas}    S: ${"{ properties: { a: ".repeat(45)}{}${" } }".repeat(45)}\n`, []),

  // References and aliases.
  text(
    "a chain of 1,000 references",
    () =>
      `${head}${schemas}${lines(1000, (index) => `    S${index}: { properties: { next: ${reference(`S${index + 1}`)} } }`)}    S1000: {}\n`,
    [],
  ),
  text(
    "a reference bomb of 18 levels",
    () =>
      `${head}${schemas}${lines(18, (index) => `    S${index}: { properties: { a: ${reference(`S${index + 1}`)}, b: ${reference(`S${index + 1}`)} } }`)}    S18: {}\n`,
    [],
  ),
  text(
    "a list without duplicates of schemas that all refer to each other",
    () =>
      `asyncapi: 3.0.0\ninfo: { title: t, version: '1', tags: [${[0, 1, 2, 2].map((index) => reference(`S${index}`)).join(", ")}] }\n${schemas}${lines(12, (index) => `    S${index}: { required: [${reference(`S${(index + 1) % 12}`)}], properties: { ${Array.from({ length: 12 }, (_, to) => `p${to}: ${reference(`S${to}`)}`).join(", ")} } }`)}`,
    ["structure-duplicate", "structure-type", "structure-unknown", "structure-missing"],
  ),
  text(
    "100,000 references that only lead on",
    () => `${head}${schemas}${lines(100_000, (index) => `    S${index}: ${reference(`S${index + 1}`)}`)}    S100000: {}\n`,
    [],
  ),
  text(
    "a circle of 100,000 references",
    () => `${head}${schemas}${lines(100_000, (index) => `    S${index}: ${reference(`S${(index + 1) % 100_000}`)}`)}`,
    ["ref-cycle"],
  ),
  text(
    "alternatives in alternatives, 30 levels",
    () =>
      `${head}${schemas}${lines(30, (index) => `    S${index}: { items: ${reference(`S${index + 1}`)}, additionalProperties: ${reference(`S${index + 1}`)}, not: ${reference(`S${index + 1}`)} }`)}    S30: { type: nothing }\n`,
    ["structure-value"],
  ),
  text(
    "an alias bomb of nine times nine, six times",
    () =>
      `${head}x-a: &a [1,1,1,1,1,1,1,1,1]\n${lines(6, (index) => `x-${"bcdefg"[index]}: &${"bcdefg"[index]} [${Array(9).fill(`*${"abcdef"[index]}`).join(",")}]`)}`,
    ["yaml-alias-bomb"],
  ),
  text(
    "50,000 references to nowhere beside 5,000 names",
    () =>
      `${head}${schemas}${lines(5000, (index) => `    Name${index}: {}`)}    S:\n      properties:\n${lines(50_000, (index) => `        p${index}: ${reference(`Nome${index % 5000}`)}`)}`,
    ["ref-target-missing"],
  ),

  // Patterns of the document on values of the document.
  text(
    "an example that a backtracking matcher never gets through",
    () =>
      `asyncapi: 2.6.0\ninfo: { title: t, version: '1' }\nchannels:\n  a:\n    publish:\n      message:\n        payload: { type: string, pattern: '^(a+)+$' }\n        examples:\n${lines(20, (index) => `          - payload: ${"a".repeat(40 + index)}!`)}`,
    ["example-invalid"],
  ),
  text(
    "a default in combinations of combinations",
    () =>
      `asyncapi: 2.6.0\ninfo: { title: t, version: '1' }\nchannels: {}\n${schemas}${lines(40, (index) => `    S${index}: { default: 5, allOf: [{ anyOf: [${reference(`S${index + 1}`)}, ${reference(`S${index + 1}`)}] }, { not: { not: ${reference(`S${index + 1}`)} } }] }`)}    S40: { type: string }\n`,
    ["example-invalid"],
  ),
  text(
    "schemas that contain themselves, with an example",
    () =>
      `asyncapi: 2.6.0\ninfo: { title: t, version: '1' }\nchannels: {}\n${schemas}    A: { default: 5, allOf: [${reference("B")}] }\n    B: { anyOf: [${reference("A")}, { oneOf: [${reference("A")}, ${reference("B")}] }] }\n`,
    [],
  ),

  // Encodings and things that are no document.
  text("UTF-16, little end first", () => utf16(head, false), ["document-encoding"]),
  text("UTF-16, big end first", () => utf16(head, true), ["document-encoding"]),
  text("UTF-16 without a mark", () => utf16(head, false).subarray(2), ["document-encoding"]),
  text("a picture", () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0xff, 0xfe]), [
    "document-encoding",
  ]),
  text("a byte that is not UTF-8", () => Buffer.concat([Buffer.from(head), Buffer.from([0x78, 0x3a, 0x20, 0xff, 0x0a])]), [
    "document-encoding",
  ]),
  text("a byte order mark", () => `\ufeff${head}`, []),
  text("lines that end in CR LF", () => head.replaceAll("\n", "\r\n"), []),
  text("NUL in a value", () => `{ ${jsonHead}, "x-text": "a\\u0000b\\ud800" }`, [], "json"),
  text("only white space", () => " \n\n   \n", ["document-empty"]),
  { name: "a folder", codes: ["document-not-a-file"], make: (folder) => folder },
  { name: "nothing there", codes: ["document-missing"], make: (folder) => join(folder, "none.yaml") },
  { name: "a device without an end", codes: ["document-not-a-file"], make: (folder) => linked(folder, "/dev/zero") },
  { name: "a link to itself", codes: ["document-unreadable"], make: (folder) => linked(folder, join(folder, "link.yaml")) },
  {
    name: "a pipe that nobody writes to",
    codes: ["document-not-a-file"],
    make: (folder) => {
      const path = join(folder, "pipe.yaml");
      execFileSync("mkfifo", [path]);
      return path;
    },
  },
  {
    name: "1,200 files that refer to each other",
    codes: ["ref-too-many-files"],
    make: (folder) => {
      mkdirSync(join(folder, "parts"));
      for (let index = 0; index < 1200; index += 1)
        writeFileSync(join(folder, `parts/${index}.yaml`), `properties: { next: { $ref: '${index + 1}.yaml' } }\n`);
      const path = join(folder, "asyncapi.yaml");
      writeFileSync(path, `${head}${schemas}    A: { $ref: 'parts/0.yaml' }\n`);
      return path;
    },
  },
];

function linked(folder: string, target: string): string {
  const path = join(folder, "link.yaml");
  symlinkSync(target, path);
  return path;
}
