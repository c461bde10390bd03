import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "./config.ts";

const usual = ["asyncapi.yaml", "asyncapi.yml", "asyncapi.json"];

/** The document where neither command line nor configuration names one. `otherwise`: how to name it. @throws ConfigError */
export function usualDocument(cwd: string, otherwise: string): string {
  const found = usual.find((name) => existsSync(join(cwd, name)));
  if (found === undefined)
    throw new ConfigError(`no document is named, and there is no ${usual.join(", ").replace(/, (?=[^,]*$)/, " or ")} here; ${otherwise}`);
  return found;
}
