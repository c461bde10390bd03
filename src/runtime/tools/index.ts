/** The entry `boost-gen/tools`: what `boost-gen publish`, `dlq` and `doctor` do, for programs. */

export { LiveFeed, Mask, Refused, type Route, StudioServer } from "../../studio/server/index.ts";
export { shareMemoryStore } from "../brokers/memory/index.ts";
export { maskedFields, wantedFields } from "../config/masked-fields.ts";
export { inCapitals } from "../config/variables.ts";
export type { ContractDefinition, MessageDefinition, WorkflowRuleDefinition } from "../ground/contract.ts";
export { kindOf } from "../ground/errors.ts";
export { contractRoutes, optionRows, ruleKinds } from "./contract-view.ts";
export type { DeadLetter, DeadLetterFilter } from "./dead-letter.ts";
export { type DeadLetterPlace, DeadLetters } from "./dead-letters.ts";
export { type DoctorOptions, examine, type Finding } from "./doctor.ts";
export { issueViews } from "./issue-views.ts";
export { type LetterOptions, letterRoutes } from "./letter-routes.ts";
export type { LetterValue } from "./letter-value.ts";
export { liveMessage } from "./live-message.ts";
export { type Preview, preview } from "./preview.ts";
export { describedHeaders, type Published, type PublishRequest, type PublishTarget, publishOne, publishTarget } from "./publish-one.ts";
export type { ToolOptions } from "./session.ts";
export { openWorkflows, type WorkflowState, type Workflows } from "./workflow-state.ts";
