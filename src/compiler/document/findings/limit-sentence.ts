const limits = {
  minimum: (limit: unknown) => `be at least ${limit}`,
  maximum: (limit: unknown) => `be at most ${limit}`,
  exclusiveMinimum: (limit: unknown) => `be greater than ${limit}`,
  exclusiveMaximum: (limit: unknown) => `be less than ${limit}`,
  multipleOf: (limit: unknown) => `be a multiple of ${limit}`,
  minLength: (limit: unknown) => `have at least ${counted(limit, "character", "characters")}`,
  maxLength: (limit: unknown) => `have at most ${counted(limit, "character", "characters")}`,
  minItems: (limit: unknown) => `have at least ${counted(limit, "item", "items")}`,
  maxItems: (limit: unknown) => `have at most ${counted(limit, "item", "items")}`,
  minProperties: (limit: unknown) => `have at least ${counted(limit, "property", "properties")}`,
  maxProperties: (limit: unknown) => `have at most ${counted(limit, "property", "properties")}`,
} as const;

type LimitKeyword = keyof typeof limits;

export function isLimit(keyword: string): keyword is LimitKeyword {
  return Object.hasOwn(limits, keyword);
}

/** What follows "must". */
export function limitSentence(keyword: LimitKeyword, limit: unknown): string {
  return limits[keyword](limit);
}

function counted(count: unknown, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
