import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { type Generator, installed } from "./generator.ts";
import { root } from "./root.ts";
import { filesBelow } from "./stamp.ts";

/** The studio's page as one text: script and style sheet stand in it, so that the browser asks for nothing else. */
export const packStudio: Generator = {
  name: "studio",
  folder: "src/studio/server",
  inputs: async () => [
    ".tools/build/pack-studio.ts",
    ...(await filesBelow("src/studio/page")),
    ...(await filesBelow("src/studio/shared")),
    installed("preact/package.json"),
    installed("esbuild/package.json"),
  ],
  generate: async () => new Map([["page.generated.ts", moduleText(await pack())]]),
};

async function pack(): Promise<{ readonly html: string; readonly script: string; readonly style: string }> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["src/studio/page/main.tsx"],
    outdir: "studio",
    write: false,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome111", "firefox113", "safari16.4"],
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    logLevel: "warning",
  });
  const text = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim() ?? "";
  // `</script>` inside a string would end the element.
  const [script, style] = [text(".js").replaceAll("</script", "<\\/script"), text(".css")];
  const frame = await readFile(join(root, "src/studio/page/index.html"), "utf8");
  const html = frame.replace("<!--style-->", () => `<style>${style}</style>`).replace("<!--script-->", () => `<script>${script}</script>`);
  return { html, script: hashOf(script), style: hashOf(style) };
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function moduleText(page: { readonly html: string; readonly script: string; readonly style: string }): string {
  return `export const page: { readonly html: string; readonly script: string; readonly style: string } = ${JSON.stringify(page)};\n`;
}
