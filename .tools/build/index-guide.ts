import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { guidePages } from "../../src/cli/pages/guide.ts";

const schemas = [
  "- [Schema of the extensions](schemas/extensions.schema.json): `x-boost` and `x-temporal` as JSON Schema.",
  "- [Schema of the configuration](schemas/config.schema.json): `boost-gen.config.json` as JSON Schema.",
  "- [Schema of what --json prints](schemas/report.schema.json): reports of `boost-gen`, `diff`, `validate` and `explain`.",
];

/**
 * The guide for programs that read: an index in the form of llmstxt.org, beside the pages that it links. The pages are not repeated in one
 * file: who has the package has them.
 */
function indexOfGuide(folder: string, description: string): string {
  const pages = guidePages(folder).map(({ topic, title, summary }) => `- [${title}](guide/${topic}.md): ${summary}`);
  const commands = "`npx boost-gen explain <code>` says what a complaint means; `npx boost-gen --help` lists the commands.";
  return ["# boost-gen", "", `> ${description}`, "", commands, "", "## Guide", "", ...pages, "", "## Optional", "", ...schemas, ""].join(
    "\n",
  );
}

export async function indexGuide(dist: string, description: string): Promise<void> {
  await writeFile(join(dist, "llms.txt"), indexOfGuide(join(dist, "guide"), description));
}
