/** Words that a generated name may not be: keywords of strict modules, globals that generated code relies on, and names of generated imports. */
const keywords =
  "abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue debugger declare default delete do else enum eval export extends " +
  "false finally for from function get global if implements import in infer instanceof interface intrinsic is keyof let module namespace never new null number object of out override " +
  "package private protected public readonly require return satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown using var void while with yield " +
  "NaN Infinity globalThis accessor then";

const globals =
  "Array ArrayBuffer AsyncIterable BigInt Boolean Buffer Console Date Error Exclude Extract Function Iterable JSON Map Math Number Object Omit Parameters Partial Pick Promise PromiseLike Proxy Readonly ReadonlyArray " +
  "Record Reflect RegExp Required ReturnType Set String Symbol Uint8Array WeakMap WeakSet AbortSignal URL console process exports __dirname __filename prototype";

const imported = "z json Validator contract handlers";

const reserved: ReadonlySet<string> = new Set([keywords, globals, imported].flatMap((text) => text.split(" ")));

/** Compared exactly: `Type` is a fine name though `type` is not. */
export function isReserved(name: string): boolean {
  return reserved.has(name);
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
