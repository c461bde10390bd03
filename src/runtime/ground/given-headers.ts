/** Of the headers that a schema may require those that are written whoever publishes: identity, content type, trace. */
type Written = "boost-id" | "content-type" | "traceparent";

/** Described headers as they are given: what boost-gen writes itself, and what is `Filled` in for this message, need not be. */
export type GivenHeaders<Headers, Filled extends string = never> = [Extract<keyof Headers, Filled | Written>] extends [never]
  ? Headers
  : Omit<Headers, Filled | Written> & Partial<Pick<Headers, Extract<keyof Headers, Filled | Written>>>;
