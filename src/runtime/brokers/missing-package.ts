import { ConfigurationError } from "../ground/errors.ts";

/** The sentence for a peer that is not installed; `undefined` for any other error. */
export function missingPackage(error: unknown, name: string, needed: string): ConfigurationError | undefined {
  const missing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND" && error.message.includes(`'${name}'`);
  return missing
    ? new ConfigurationError(`${needed} needs the package "${name}", which is not installed: npm i ${name}`, { cause: error })
    : undefined;
}
