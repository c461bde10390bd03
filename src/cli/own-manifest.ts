import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Ours: what we were tested with is what a project needs. */
export const ownManifest: { readonly peerDependencies: { readonly [name: string]: string } } = require("boost-gen/package.json");
