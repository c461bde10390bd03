import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import { parseAllDocuments } from "yaml";
import { run } from "../services/run.ts";
import type { Block } from "./block.ts";
import { BlockFailure, type PageRun } from "./page-run.ts";

/** Made from the schemas that Kubernetes and KEDA publish; installed for these tests only. */
const packages = { "kubernetes-models": "5.1.0", "@kubernetes-models/keda": "2.0.0" };

interface Models {
  readonly [kind: string]: new (manifest: object) => { validate(): void };
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: object;
  readonly spec?: {
    readonly template?: object;
    readonly triggers?: readonly { readonly type: string; readonly metadata: object }[];
  };
}

/**
 * What KEDA's pages say of the metadata of a trigger, which its schema leaves open: https://keda.sh/docs/2.17/scalers/ (apache-kafka,
 * rabbitmq-queue, redis-streams, temporal); 2.17 is the first that has Temporal's.
 */
const triggers: { readonly [type: string]: readonly string[] } = {
  kafka: ["bootstrapServers", "consumerGroup", "topic", "lagThreshold"],
  rabbitmq: ["hostFromEnv", "queueName", "mode", "value"],
  "redis-streams": ["address", "stream", "consumerGroup", "lagCount"],
  temporal: ["endpoint", "namespace", "taskQueue", "targetQueueSize", "queueTypes"],
};

/** Of Temporal's worker controller, whose schemas no package has. */
const controller = JSON.parse(readFileSync(join(import.meta.dirname, "schemas/worker-controller.json"), "utf8"));

let installed: Promise<string> | undefined;

/** Each document of the block is valid against the schema of its kind. */
export async function checkManifests(block: Block, { project }: PageRun): Promise<void> {
  installed ??= install(join(project.folder, "../../kubernetes"));
  const modules = join(await installed, "node_modules");
  for (const document of parseAllDocuments(block.text)) {
    const manifest = document.toJS() as Manifest;
    const { apiVersion, kind } = manifest;
    if (apiVersion.startsWith("temporal.io/")) {
      await checkController(block, manifest, modules);
      continue;
    }
    const models = apiVersion.startsWith("keda.sh/") ? "@kubernetes-models/keda" : "kubernetes-models";
    const file = join(modules, models, apiVersion, `${kind}.js`);
    if (!existsSync(file)) throw new BlockFailure(block, `there is no ${apiVersion} ${kind}`);
    const module: Models = await import(pathToFileURL(file).href);
    const Model = module[kind];
    if (Model === undefined) throw new BlockFailure(block, `there is no ${apiVersion} ${kind}`);
    try {
      new Model(manifest).validate();
    } catch (error) {
      throw new BlockFailure(block, `${kind}: ${error instanceof Error ? error.message : String(error)}`);
    }
    for (const { type, metadata } of manifest.spec?.triggers ?? [])
      for (const key of Object.keys(metadata))
        if (!triggers[type]?.includes(key)) throw new BlockFailure(block, `the trigger \`${type}\` has no \`${key}\``);
  }
}

/** Its pod template is one of Kubernetes's own. */
async function checkController(block: Block, { apiVersion, kind, metadata, spec }: Manifest, modules: string): Promise<void> {
  const schema: object | undefined = apiVersion === "temporal.io/v1alpha1" ? controller[kind] : undefined;
  if (schema === undefined) throw new BlockFailure(block, `there is no ${apiVersion} ${kind}`);
  const ajv = new Ajv();
  if (!ajv.validate(schema, spec)) throw new BlockFailure(block, `${kind}: ${ajv.errorsText(undefined, { dataVar: "spec" })}`);
  if (spec?.template === undefined) return;
  const { Deployment }: Models = await import(pathToFileURL(join(modules, "kubernetes-models/apps/v1/Deployment.js")).href);
  if (Deployment === undefined) throw new BlockFailure(block, "there is no apps/v1 Deployment");
  try {
    new Deployment({ apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { selector: {}, template: spec.template } }).validate();
  } catch (error) {
    throw new BlockFailure(block, `${kind}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function install(folder: string): Promise<string> {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "kubernetes", private: true, dependencies: packages }));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder, timeoutMs: 5 * 60_000 });
  return folder;
}
