/** What an editor's user waits for: TypeScript's own server, a file of handlers that is being typed in, the list of members after `message.`. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const rounds = 21;

/** Median seconds from the key stroke to the list; loading the project, which an editor does once, is not counted. */
export async function completionSeconds(server: string, file: string, text: string, expected: string): Promise<number> {
  const child = spawn(process.execPath, [server, "--disableAutomaticTypingAcquisition"], { stdio: ["pipe", "pipe", "ignore"] });
  let sequence = 0;
  const waiting = new Map<number, (body: unknown) => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.startsWith("{")) return;
    const { type, request_seq: request, body } = JSON.parse(line) as { type: string; request_seq: number; body: unknown };
    if (type === "response") waiting.get(request)?.(body);
  });
  const send = (command: string, args: object): number => {
    sequence += 1;
    child.stdin.write(`${JSON.stringify({ seq: sequence, type: "request", command, arguments: { file, ...args } })}\n`);
    return sequence;
  };
  const before = text.slice(0, text.indexOf("message.") + "message.".length).split("\n");
  const place = { line: before.length, offset: (before.at(-1)?.length ?? 0) + 1 };
  const complete = async (): Promise<number> => {
    const start = performance.now();
    // A line at the end, so that the place stays where it is.
    const end = text.split("\n").length;
    send("change", { line: end, offset: 1, endLine: end, endOffset: 1, insertString: "\n" });
    const request = send("completionInfo", place);
    const body = await new Promise((resolve) => waiting.set(request, resolve));
    if (!JSON.stringify(body)?.includes(`"name":"${expected}"`)) throw new Error(`${expected} is not in the list`);
    return (performance.now() - start) / 1_000;
  };
  try {
    send("open", { fileContent: text });
    await complete();
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await complete());
    return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  } finally {
    child.kill();
    await once(child, "exit");
  }
}
