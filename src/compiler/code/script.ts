import type { Code, ImportRef } from "./code.ts";
import { freeName } from "./imports.ts";
import { print } from "./print.ts";

/** What `boost-gen/runtime` is called in a script. */
const runtime = "runtime";

/**
 * The body of a JavaScript function that takes `boost-gen/runtime` and returns `result`. It has neither types nor comments, and the statements of
 * all files stand in it together, each behind those that it needs. @throws TypeError for a name of another package.
 */
export function printScript(statements: readonly Code[], result: Code): string {
  const locals = new Map<string, string>();
  const taken = new Set<string>([runtime]);
  const localName = ({ from, name }: ImportRef): string => {
    if (from.kind === "package") {
      if (from.specifier !== "boost-gen/runtime") throw new TypeError(`A script has no ${JSON.stringify(from.specifier)}.`);
      return `${runtime}.${name}`;
    }
    const place = `${from.path}#${name}`;
    const local = locals.get(place) ?? freeName(name, taken);
    locals.set(place, local);
    taken.add(local);
    return local;
  };
  const text = statements.map((statement) => print(statement, localName, "javascript").trim()).filter((statement) => statement !== "");
  return ['"use strict";', ...text, `return ${print(result, localName, "javascript")};\n`].join("\n");
}
