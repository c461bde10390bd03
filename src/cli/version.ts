import { createRequire } from "node:module";

/** Of this package, found by its own name, because the bundle does not keep the folders of the source. */
export const version: string = createRequire(import.meta.url)("boost-gen/package.json").version;
