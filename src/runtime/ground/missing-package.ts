import { ConfigurationError } from "./errors.ts";

/** The sentence for a peer that is not installed; `undefined` for any other error. */
export function missingPackage(error: unknown, name: string, needed: string): ConfigurationError | undefined {
  const bundled = bundledWrongly(error, name, needed);
  if (bundled !== undefined) return bundled;
  const missing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND" && error.message.includes(`'${name}'`);
  return missing
    ? new ConfigurationError(`${needed} needs the package "${name}", which is not installed: npm i ${name}`, { cause: error })
    : undefined;
}

/** A package that was bundled into an ES module and asks for `require`, which is not there: it is installed, and installing it again helps nobody. */
function bundledWrongly(error: unknown, name: string, needed: string): ConfigurationError | undefined {
  const said = error instanceof Error ? error.message : "";
  if (!/Dynamic require of "[^"]+" is not supported|\brequire is not defined\b/.test(said)) return undefined;
  return new ConfigurationError(
    `${needed} needs the package "${name}", which is in this bundle but is CommonJS and calls require (${said}): leave it out of the bundle (esbuild: --external:${name}), or bundle as CommonJS (--format=cjs)`,
    { cause: error },
  );
}
