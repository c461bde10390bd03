/** Words that no binding of a strict module may have, and names that TypeScript keeps for the module itself. */
const keywords: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if " +
    "implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof " +
    "undefined var void while with yield NaN Infinity globalThis require exports"
  ).split(" "),
);

/** Types of the language that generated code relies on, or that a reader takes for the language's. */
const globals: ReadonlySet<string> = new Set(
  (
    "Array ArrayBuffer AsyncIterable BigInt Boolean Buffer Console Date Error Exclude Extract Function Infinity Iterable JSON Map Math NaN NonNullable " +
    "Number Object Omit Parameters Partial Pick Promise PromiseLike Proxy Readonly ReadonlyArray Record Reflect RegExp Required ReturnType Set String " +
    "Symbol Uint8Array WeakMap WeakSet AbortSignal URL Validator"
  ).split(" "),
);

/** Whether a constant of that name is a syntax error. Compared exactly: `Type` is a fine name though `type` may not be. */
export function isKeyword(name: string): boolean {
  return keywords.has(name);
}

/** Whether a type of that name would hide one of the language's. */
export function isGlobalType(name: string): boolean {
  return globals.has(name);
}

const devices: ReadonlySet<string> = new Set([
  "con",
  "prn",
  "aux",
  "nul",
  ...[..."0123456789"].flatMap((digit) => [`com${digit}`, `lpt${digit}`]),
]);

/** Names that Windows keeps for devices, whatever the extension. */
export function isDeviceName(name: string): boolean {
  return devices.has(name.toLowerCase());
}
