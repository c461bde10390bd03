import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "/work/main/node_modules/yaml/dist/index.js";
import { generate } from "/work/main/src/compiler/generate.ts";
import { plainDocument } from "/work/main/test/compiler/schemas/plain-node.ts";

const docs = new Map();
function load(file) {
  if (docs.has(file)) return docs.get(file);
  const root = plainDocument(parse(readFileSync(file, "utf8")), file, (ref, from) => {
    if (ref.startsWith("#")) return undefined;
    const [f, p = ""] = ref.split("#");
    let at = load(join(dirname(from.file), f));
    for (const t of p.split("/").slice(1)) at = at.get(t.replaceAll("~1", "/").replaceAll("~0", "~"));
    return at;
  });
  docs.set(file, root);
  return root;
}
const out = process.argv[3] ?? "/tmp/genout";
const root = load(process.argv[2]);
const r = generate({ root, version: root.value.asyncapi }, { importExtension: ".ts", version: "0.1.0", source: process.argv[2] });
for (const d of r.diagnostics) console.log(d.severity, d.code, d.message);
for (const f of r.files) {
  const p = join(out, f.path);
  mkdirSync(dirname(p), { recursive: true });
  writeFileSync(p, f.text);
}
console.log(JSON.stringify(r.handlers, null, 1));
