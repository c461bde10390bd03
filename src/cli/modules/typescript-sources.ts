import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ts } from "ts-morph";
import { readProject } from "../project/project.ts";

/** What Node's module hooks hand on; the same shape with promises and without. */
type Next<Context, Result> = (specifier: string, context: Context) => Result;

interface ResolveContext {
  readonly parentURL?: string | undefined;
}

export interface ModuleHooks {
  resolve<Result>(specifier: string, context: ResolveContext, next: Next<ResolveContext, Result>): Result | Found;
  load<Result>(url: string, context: object, next: Next<object, Result>): Result | Loaded;
}

interface Found {
  readonly url: string;
  readonly shortCircuit: true;
}

interface Loaded {
  readonly format: "module";
  readonly source: string;
  readonly shortCircuit: true;
}

/**
 * Runs a project's TypeScript without a build, as its own `tsconfig.json` finds files and writes decorators. Node's own stripping is not
 * enough: it came with Node 22.18, wants imports to end in `.ts` and knows no `enum`.
 */
export function typescriptHooks(entry: string): ModuleHooks {
  const folder = dirname(entry);
  const options = compilerOptions(folder);
  const cache = ts.createModuleResolutionCache(folder, (name) => name, options);
  const { isModule } = readProject(folder);
  /** Only what is imported from here on is looked at, however else TypeScript is run in this process. */
  const sources = new Set([pathToFileURL(entry).href]);
  const find = (specifier: string, parent: string): Found | undefined => {
    const { resolvedModule } = ts.resolveModuleName(specifier, fileURLToPath(parent), options, ts.sys, cache);
    const file = resolvedModule?.resolvedFileName;
    if (file === undefined || !isSource(file)) return undefined;
    const url = pathToFileURL(file).href;
    sources.add(url);
    return { url, shortCircuit: true };
  };
  return {
    resolve: (specifier, context, next) => {
      const { parentURL } = context;
      if (parentURL === undefined || !sources.has(parentURL)) return next(specifier, context);
      if (/^[./]/.test(specifier)) return find(specifier, parentURL) ?? next(specifier, context);
      // A package before an alias of tsconfig's `paths`; ourselves where the project does not have us yet.
      return orElse(
        () => next(specifier, context),
        (error) => {
          const found = find(specifier, parentURL) ?? ours(specifier);
          if (found === undefined) throw error;
          return found;
        },
      );
    },
    load: (url, context, next) => {
      const file = sources.has(url) ? fileURLToPath(url) : "";
      if (!isSource(file)) return next(url, context);
      return { format: "module", source: javascriptOf(file, options, isModule && !file.endsWith(".cts")), shortCircuit: true };
    },
  };
}

const require = createRequire(import.meta.url);

/** By `require`, because the thread of hooks has no `import.meta.resolve`. */
function ours(specifier: string): Found | undefined {
  if (!/^(?:boost-gen|zod)(?:\/|$)/.test(specifier)) return undefined;
  return { url: pathToFileURL(require.resolve(specifier)).href, shortCircuit: true };
}

function isSource(file: string): boolean {
  return /(?<!\.d)\.[mc]?tsx?$/.test(file) && !/[\\/]node_modules[\\/]/.test(file);
}

/** `attempt` may answer with a promise, as Node's hooks in a thread of their own do. */
function orElse<Result, Other>(attempt: () => Result, otherwise: (error: unknown) => Other): Result | Other {
  try {
    const result = attempt();
    return result instanceof Promise ? (result.catch(otherwise) as Result) : result;
  } catch (error) {
    return otherwise(error);
  }
}

/** @throws Error with the place of the first mistake */
function javascriptOf(file: string, options: ts.CompilerOptions, isModule: boolean): string {
  // What is written as an ES module drops TypeScript's own `import … = require(…)`; as many characters, so that places stay.
  const text = readFileSync(file, "utf8").replace(/^(\s*)import(\s+(?!type\b)\w+\s*=\s*require\()/gm, "$1const $2");
  const { outputText, diagnostics = [] } = ts.transpileModule(text, { fileName: file, reportDiagnostics: true, compilerOptions: options });
  const mistake = diagnostics.find(({ category }) => category === ts.DiagnosticCategory.Error);
  if (mistake !== undefined) {
    const { line, character } = ts.getLineAndCharacterOfPosition(
      ts.createSourceFile(file, text, ts.ScriptTarget.Latest),
      mistake.start ?? 0,
    );
    throw new SyntaxError(`${file}:${line + 1}:${character + 1}: ${ts.flattenDiagnosticMessageText(mistake.messageText, " ")}`);
  }
  return isModule || !/\b(?:require|__dirname|__filename)\b/.test(text) ? outputText : `${commonJsNames}${outputText}`;
}

/** What a CommonJS project takes for granted; on the first line, so that places stay. */
const commonJsNames =
  'import{createRequire as __from}from"node:module";const require=__from(import.meta.url),__filename=import.meta.filename,__dirname=import.meta.dirname;';

function compilerOptions(folder: string): ts.CompilerOptions {
  const file = ts.findConfigFile(folder, ts.sys.fileExists);
  const read = file === undefined ? {} : ts.readConfigFile(file, ts.sys.readFile).config;
  // Options only: which files belong to the project does not matter here, and to list them takes long.
  const host: ts.ParseConfigHost = { ...ts.sys, readDirectory: () => [] };
  const { options } = ts.parseJsonConfigFileContent(read ?? {}, host, file === undefined ? folder : dirname(file));
  const { rootDir: _, outDir: __, declarationDir: ___, ...rest } = options;
  return {
    ...rest,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    // Finds whatever another one finds among the project's own files: `.js` for `.ts`, no ending at all, `index`.
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    sourceMap: false,
    inlineSourceMap: true,
    inlineSources: false,
    declaration: false,
    composite: false,
    incremental: false,
    noEmit: false,
  };
}
