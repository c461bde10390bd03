import { type Engine, engineOf } from "../../../patterns/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { Pattern } from "../../model/index.ts";
import { report, type SchemaContext } from "./context.ts";

/**
 * A regular expression of the document as one of JavaScript. Unicode matching is tried first, because only there `\p{L}` means letters and an emoji
 * is one character. `\@` and the like, which Unicode matching forbids, mean the bare character. What another language would read differently is refused.
 */
export function lowerPattern(
  written: string,
  node: DocumentNode,
  context: SchemaContext,
  part: "value" | "key" = "value",
): Pattern | undefined {
  const foreign = foreignPart(written);
  if (foreign !== undefined) {
    report(context, "pattern-foreign", { pattern: written, part: foreign }, node, part);
    return undefined;
  }
  const source = withoutNeedlessEscapes(written);
  const strict = compileError(source, "u");
  if (strict !== undefined) {
    const loose = compileError(written, "");
    if (loose !== undefined) {
      report(context, "pattern-invalid", { pattern: written, reason: strict }, node, part);
      return undefined;
    }
    report(context, "pattern-not-unicode", { pattern: written, reason: strict }, node, part);
  }
  const expression = strict === undefined ? ({ source, flags: "u" } as const) : ({ source: written, flags: "" } as const);
  const engine = engineOf(expression.source, expression.flags);
  const reason = slowBecause[engine];
  if (reason !== undefined) report(context, "pattern-slow", { pattern: written, reason }, node, part);
  return { ...expression, bounded: engine !== "native" };
}

const slowBecause: { readonly [engine in Engine]?: string } = {
  bounded:
    "has a back reference, which only trying can find, and that can take long on a text made for it; a text that takes too long is refused",
  unknown: "is too large to be looked into, and may take long on a text made for it",
};

function compileError(source: string, flags: "u" | ""): string | undefined {
  try {
    new RegExp(source, flags);
    return undefined;
  } catch (error) {
    // "Invalid regular expression: /x/u: Nothing to repeat"
    return error instanceof Error ? (error.message.split(": ").at(-1) ?? error.message) : String(error);
  }
}

/** Escapes and classes that compile but silently mean plain letters. */
function foreignPart(source: string): string | undefined {
  const escaped = /^(?:[^\\]|\\[^])*?(\\[AZzGQEhHRXKg](?![<{]))/.exec(source)?.[1];
  const posix = /\[(\[:\^?[a-z]+:\])/.exec(source)?.[1];
  return escaped ?? posix;
}

/** Unicode matching knows `\` only in front of characters that have a meaning. */
function withoutNeedlessEscapes(source: string): string {
  return source.replace(/\\([^])/gu, (written, character: string) => (/[\s!"#%&',:;<=>@_`~]/.test(character) ? character : written));
}
