import { Parser } from "@asyncapi/parser";
import type { OfficialFinding, OfficialRequest } from "./exchange.ts";

// A process of its own, so that it can be ended: some documents of a few bytes keep the parser busy for ever.

/**
 * The parser asks its own readers of files and addresses whenever ours fails, so ours never does: what our loader has not read is null,
 * and nothing is opened here.
 */
function readersOf(
  texts: OfficialRequest["texts"],
): { schema: string; order: number; canRead: true; read: (uri: { toString(): string }) => string }[] {
  const read = (uri: { toString(): string }): string => {
    const location = uri.toString().replace(/^file:\/\//, "");
    return texts.get(location) ?? texts.get(decoded(location)) ?? "null";
  };
  return ["file", "http", "https"].map((schema) => ({ schema, order: 1, canRead: true, read }));
}

/** What cannot be decoded is no name of a file that we have read. An error here would send the parser to its own readers. */
function decoded(location: string): string {
  try {
    return decodeURIComponent(location);
  } catch {
    return location;
  }
}

async function validate({ text, location, texts }: OfficialRequest): Promise<readonly OfficialFinding[]> {
  const parser = new Parser({ __unstable: { resolver: { cache: false, resolvers: readersOf(texts) } } });
  const found = await parser.validate(text, { source: location });
  return found.map(({ code, severity, message, path, range, source }) => ({
    rule: String(code),
    severity,
    message,
    path: path.map(String),
    line: range.start.line + 1,
    column: range.start.character + 1,
    location: source ?? location,
  }));
}

process.once("message", (request) => {
  void validate(request as OfficialRequest).then((findings) => process.send?.(findings));
});
