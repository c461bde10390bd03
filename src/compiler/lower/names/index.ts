export { type Allocated, allocateNames, type Candidate, type Claim } from "./allocate.ts";
export { assignNames, type Named } from "./assign.ts";
export { keyCandidates, titleCandidates } from "./candidates.ts";
export { keyOf } from "./key-of.ts";
export {
  askingTypes,
  contractName,
  fixedTypes,
  handlerFile,
  memberName,
  operationName,
  parameterName,
  schemaFile,
  typeName,
  workflowName,
} from "./spelling.ts";
