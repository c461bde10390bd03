import type { ConfigurationError } from "../ground/errors.ts";
import { missingPackage } from "../ground/missing-package.ts";

interface Sdk {
  readonly client: typeof import("@temporalio/client");
  readonly envconfig: typeof import("@temporalio/envconfig");
}

let loaded: Sdk | undefined;

/**
 * Must come before anything else of this room. A bundler follows every import of ours, and refuses a project without Temporal where one names
 * a package that is not there; only an `import()` inside `try` may fail later.
 */
export async function loadSdk(): Promise<void> {
  if (loaded !== undefined) return;
  try {
    loaded = { client: await import("@temporalio/client"), envconfig: await import("@temporalio/envconfig") };
  } catch (error) {
    throw missing(error) ?? error;
  }
}

export function sdk(): Sdk {
  if (loaded === undefined) throw new Error("Temporal's SDK was not loaded");
  return loaded;
}

function missing(error: unknown): ConfigurationError | undefined {
  const names = ["@temporalio/client", "@temporalio/envconfig", "@temporalio/common"];
  return names.map((name) => missingPackage(error, name, "starting workflows")).find((sentence) => sentence !== undefined);
}
