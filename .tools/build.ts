import { runGenerators } from "./build/generator.ts";
import { generators } from "./build/generators.ts";

/** `generated` makes source modules that are not committed. */
const steps: Readonly<Record<string, () => Promise<unknown>>> = {
  generated: () => runGenerators(generators),
};

const chosen = process.argv.slice(2);
for (const [name, step] of Object.entries(steps)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const start = performance.now();
  await step();
  console.log(`${name} ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
