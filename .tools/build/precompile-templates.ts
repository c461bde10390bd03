import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import Handlebars from "handlebars";
import { type Generator, installed } from "./generator.ts";
import { root } from "./root.ts";

/**
 * The layouts of templates/ as functions, so that a run needs Handlebars' small runtime and not its compiler. A layout is named by its path
 * without `.hbs`; each one is also a partial of that name.
 */
export const precompileTemplates: Generator = {
  name: "templates",
  folder: "src/compiler/code",
  inputs: async () => [".tools/build/precompile-templates.ts", ...(await templates()), installed("handlebars/package.json")],
  generate: async () => {
    const paths = await templates();
    const specs = await Promise.all(paths.map(precompile));
    return new Map([
      ["templates.generated.js", moduleText(specs)],
      ["templates.generated.d.ts", typesText(paths.map(nameOf))],
    ]);
  },
};

async function templates(): Promise<string[]> {
  const names = await readdir(join(root, "templates"), { recursive: true });
  return names
    .filter((name) => name.endsWith(".hbs"))
    .map((name) => posix.join("templates", name.replaceAll("\\", "/")))
    .sort();
}

function nameOf(path: string): string {
  return path.slice("templates/".length, -".hbs".length);
}

async function precompile(path: string): Promise<string> {
  const text = await readFile(join(root, path), "utf8");
  try {
    // Escaping is the encoders' work, a name that the view lacks is a mistake, and helpers would be logic:
    // `{{log}}` is a hole, not Handlebars' own helper, which prints to the console and leaves nothing.
    const knownHelpers = { log: false, lookup: false };
    const spec = Handlebars.precompile(text, { noEscape: true, strict: true, knownHelpersOnly: true, knownHelpers });
    return `${JSON.stringify(nameOf(path))}: ${String(spec)}`;
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

function moduleText(specs: readonly string[]): string {
  return `import runtime from "handlebars/runtime.js";

const handlebars = runtime.create();
const specs = {
${specs.join(",\n")}
};

export const templates = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, handlebars.template(spec)]));
for (const [name, template] of Object.entries(templates)) handlebars.registerPartial(name, template);
`;
}

function typesText(names: readonly string[]): string {
  return `export type TemplateName = ${names.map((name) => JSON.stringify(name)).join(" | ") || "never"};

/** Renders a view; a name that the layout uses and the view lacks is an error. */
export declare const templates: { readonly [Name in TemplateName]: (view: object) => string };
`;
}
