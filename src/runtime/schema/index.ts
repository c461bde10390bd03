export type { Builder, Builders, Check, CheckPayload, Issue, Scalar, Shape } from "./builder.ts";
export { type JsonWords, json } from "./json/index.ts";
export type { ValidationError, ValidationIssue, Validator } from "./validator.ts";
export { z } from "./z.ts";
