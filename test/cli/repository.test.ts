import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { workspace } from "../compiler/output/workspace.ts";
import { boostGen, root } from "./program.ts";

function sources(folder: string): { readonly [path: string]: string } {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") || name.endsWith(".boost-gen.json"),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

describe("the repository's own documents", () => {
  test("generated/ and the handlers match them", () => {
    const { code, out, err } = boostGen(root, ["--check"]);
    assert.equal(code, 0, out + err);
    const documents = readdirSync(join(root, "specs")).filter((name) => name.endsWith(".yaml"));
    assert.equal(out.match(/ matches specs\//g)?.length, documents.length);
  });

  test("the output does not depend on line ends, locale, time zone or working folder", (context) => {
    const generate = (
      change: (text: string) => string,
      folder: string,
      env: { readonly [name: string]: string },
    ): { readonly [path: string]: string } => {
      const space = workspace(context);
      const settings = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))["boost-gen"];
      space.write("package.json", JSON.stringify({ type: "module", "boost-gen": settings }));
      for (const name of readdirSync(join(root, "specs"), { recursive: true, encoding: "utf8" })) {
        if (/\.\w+$/.test(name)) space.write(`specs/${name}`, change(readFileSync(join(root, "specs", name), "utf8")));
      }
      const { code, err } = boostGen(space.path(folder), [], env);
      assert.equal(code, 0, err);
      return sources(space.path("generated"));
    };
    const plain = generate((text) => text, ".", { LC_ALL: "C", TZ: "UTC" });
    assert.ok(Object.keys(plain).length > 20);
    assert.deepEqual(
      generate((text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`, "specs", {
        LC_ALL: "tr_TR.UTF-8",
        LANG: "tr_TR.UTF-8",
        TZ: "Pacific/Apia",
      }),
      plain,
    );
  });
});
