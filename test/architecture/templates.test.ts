import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const folder = join(import.meta.dirname, "../../templates");
const templates = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".hbs"));

/** What of the rules of templates/README.md a template breaks. */
function faults(text: string): readonly string[] {
  const found: string[] = [];
  if (text.split("\n").length > 60) found.push("60 lines or more");
  let depth = 0;
  for (const [, word = ""] of text.matchAll(/\{\{[~]?([#/]?\w+(?: if)?)/g)) {
    if (word === "#if" && ++depth > 1) found.push("an if inside an if");
    if (word === "/if") depth--;
    if (word === "else if" || (word.startsWith("#") && word !== "#if" && word !== "#each")) found.push(`{{${word}}}`);
  }
  // A template that only repeats what it is given lays out nothing.
  if (text.replace(/\{\{[^}]*\}\}/g, "").trim() === "") found.push("no text of its own");
  return found;
}

for (const name of templates)
  test(`templates/${name} lays out and decides nothing`, () => {
    assert.deepEqual(faults(readFileSync(join(folder, name), "utf8")), []);
  });

const broken = [
  ["{{#if a}}\nx\n{{#if b}}\ny\n{{/if}}\n{{/if}}\n", ["an if inside an if"]],
  ["{{#if a}}\nx\n{{else if b}}\ny\n{{/if}}\n", ["{{else if}}"]],
  ["{{#unless a}}\nx\n{{/unless}}\n", ["{{#unless}}"]],
  ["{{#each a}}\n{{this}}\n{{/each}}\n", ["no text of its own"]],
  ["x\n".repeat(60), ["60 lines or more"]],
  ["{{#if a}}\nx\n{{/if}}\n{{#each b}}\n{{#if c}}\ny\n{{/if}}\n{{/each}}\n", []],
] as const;
for (const [text, want] of broken)
  test(`${JSON.stringify(text.slice(0, 50))} has ${want.length === 0 ? "no fault" : want.join(", ")}`, () => {
    assert.deepEqual(faults(text), want);
  });
