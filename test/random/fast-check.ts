import fc from "fast-check";
import { runSeed } from "./run-seed.ts";

// Drawn from the seed of the run, so that what a run found can be had again.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: runSeed });

export { fc };
