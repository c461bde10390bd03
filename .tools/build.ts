import { access, cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleCli } from "./build/bundle-cli.ts";
import { emitCommonJs } from "./build/emit-common-js.ts";
import { emitRuntime } from "./build/emit-runtime.ts";
import { runGenerators } from "./build/generator.ts";
import { generators } from "./build/generators.ts";
import { indexGuide } from "./build/index-guide.ts";
import { listLicenses } from "./build/list-licenses.ts";
import { extensionsSchema } from "./build/options/json-schema.ts";
import { root } from "./build/root.ts";
import { filesBelow, recall, remember, stampOf } from "./build/stamp.ts";

// `build` makes dist/ unless it is fresh, `build generated` only the source modules that are not committed.

const start = performance.now();
const say = (text: string) => console.log(`${text}, ${((performance.now() - start) / 1000).toFixed(1)} s`);

const ran = await runGenerators(generators);
if (ran.length > 0) say(`generated: ${ran.join(", ")}`);
if (process.argv[2] !== "generated") await buildDist();

async function buildDist(): Promise<void> {
  const target = join(root, "dist");
  const sources = [
    ...(await filesBelow("src")),
    ...(await filesBelow(".tools/build")),
    ".tools/build.ts",
    "tsconfig.json",
    "package.json",
    "package-lock.json",
  ];
  const stamp = await stampOf(sources);
  const isThere = await access(join(target, "cli/main.js")).then(
    () => true,
    () => false,
  );
  if (isThere && (await recall("dist")) === stamp) return say("dist/ is fresh");

  // Elsewhere first, so that what uses dist/ meanwhile never meets half of it.
  const dist = join(root, "node_modules/.cache/boost-gen", `dist-${process.pid}`);
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await emitRuntime(dist);
  await emitCommonJs(dist);
  say("runtime");
  await listLicenses(dist, await bundleCli(dist));
  // For editors: a project's configuration and documents name them by their path in the package.
  await cp(join(root, "src/cli/schemas"), join(dist, "schemas"), { recursive: true });
  // Readable beside the program, without a network.
  await cp(join(root, "src/guide"), join(dist, "guide"), { recursive: true });
  const { description } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  await indexGuide(dist, description);
  await writeFile(join(dist, "schemas/extensions.schema.json"), `${JSON.stringify(extensionsSchema(), undefined, 2)}\n`);
  say("cli");
  await rm(target, { recursive: true, force: true });
  await rename(dist, target);
  await remember("dist", stamp);
}
