import { assertNever } from "../../compiler/ground/assert-never.ts";
import type { StringSchema } from "../../compiler/model/index.ts";
import { type PatternNode, parsePattern } from "../../patterns/index.ts";

const formats: { readonly [name in StringSchema["formats"][number]]: string } = {
  "date-time": "2026-01-31T12:00:00Z",
  date: "2026-01-31",
  time: "12:00:00Z",
  duration: "PT1H",
  email: "ada@example.com",
  uuid: "00000000-0000-4000-8000-000000000001",
  uri: "https://example.com/1",
  "uri-reference": "/1",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  "json-pointer": "/a",
  regex: "^a$",
};

/** A text that fits, as far as one is easily found; `name` is what it stands for, `nth` tells several apart. */
export function madeText(schema: StringSchema, name: string, nth: number): string | undefined {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, patterns } = schema;
  const format = schema.formats[0];
  const plain = `${name}${nth === 0 ? "" : `-${nth + 1}`}`;
  const words = [plain, plain.replaceAll("_", "-"), plain.replace(/[^A-Za-z0-9]/g, ""), String(nth + 1)];
  const samples = patterns.flatMap(({ source, flags }) => {
    const tree = parsePattern(source, flags);
    return tree === undefined ? [] : [1, 2, 3, minLength].map((turns) => sample(tree, flags, turns) ?? "");
  });
  const candidates = [...(format === undefined ? words : [formats[format]]), ...samples];
  return candidates
    .map((text) => fitted(text, minLength, maxLength))
    .find((text) => lengthOf(text) >= minLength && patterns.every(({ source, flags }) => new RegExp(source, flags).test(text)));
}

/** What is too short repeats itself, what is too long is cut; a pattern has the last word. */
function fitted(text: string, least: number, most: number): string {
  const long = text !== "" && lengthOf(text) < least && least <= 10_000 ? text.repeat(Math.ceil(least / lengthOf(text))) : text;
  const wanted = Math.max(least, Math.min(most, lengthOf(text)));
  return [...long].slice(0, wanted).join("");
}

function lengthOf(text: string): number {
  return [...text].length;
}

/** A text that the pattern matches, looking around left aside; repetitions have `turns` turns where they may. */
function sample(node: PatternNode, flags: "u" | "", turns: number): string | undefined {
  switch (node.kind) {
    case "characters":
      return alphabet.find((character) => new RegExp(`^(?:${node.source})$`, flags).test(character));
    case "sequence":
      return joined(node.parts.map((part) => sample(part, flags, turns)));
    case "choice":
      return node.options.map((option) => sample(option, flags, turns)).find((text) => text !== undefined);
    case "repeat": {
      const body = node.most === 0 ? "" : sample(node.body, flags, turns);
      const times = Math.max(node.least, Math.min(node.most, turns));
      return body === undefined ? (node.least === 0 ? "" : undefined) : times > longest ? undefined : body.repeat(times);
    }
    case "group":
      return sample(node.body, flags, turns);
    case "assertion":
    case "look":
      return "";
    case "backReference":
      return undefined;
    default:
      return assertNever(node);
  }
}

/** Characters; a pattern that asks for more is not worth a try. */
const longest = 10_000;

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join("");
}

/** What people write first. */
const alphabet: readonly string[] = [
  ..."aA1",
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  ..."éßЖ中😀",
  "\n",
  "\t",
];
