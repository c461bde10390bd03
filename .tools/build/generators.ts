import { compactMetaSchemas } from "./compact-meta-schemas.ts";
import { explainExamples } from "./examples.ts";
import type { Generator } from "./generator.ts";
import { optionTypes } from "./options/types.ts";
import { packStudio } from "./pack-studio.ts";
import { precompileTemplates } from "./precompile-templates.ts";

/** Everything under src/ that is made and not written. */
export const generators: readonly Generator[] = [precompileTemplates, compactMetaSchemas, optionTypes, packStudio, explainExamples];
