import { type Mask, Refused, type Route } from "../../studio/server/index.ts";
import type { ActView, LetterAct, LetterDetail, LetterFilter } from "../../studio/shared/letters.ts";

import { sentence } from "../ground/errors.ts";
import { issueViews } from "./issue-views.ts";
import { type FiledLetter, LetterFile } from "./letter-file.ts";
import { letterList } from "./letter-list.ts";
import { letterDetail, sourceText } from "./letter-view.ts";
import type { ToolOptions } from "./session.ts";

/** What `letterRoutes` needs. */
export interface LetterOptions {
  /** Whose dead letters; of several documents by the names that they go by. */
  readonly tools: ToolOptions | ReadonlyMap<string, ToolOptions>;
  /** What is not shown of them. */
  readonly mask: Mask;
  /** Told of each that was moved. */
  readonly log: (what: string) => void;
  /** Called when letters were replayed, before that is told. */
  readonly replayed?: () => Promise<void>;
}

/** Letters that a list looks at, until somebody asks for more. */
const few = 5_000;

/** The screen of dead letters: list, one letter, dry run; where the studio may write also replay, edit, drop. */
export function letterRoutes({ tools, mask, log, replayed = async () => {} }: LetterOptions): readonly Route[] {
  const documents = tools instanceof Map ? (tools as ReadonlyMap<string, ToolOptions>) : new Map([["", tools as ToolOptions]]);
  // One look or act after the other: on Kafka all are one group, which refuses a second member, and RabbitMQ keeps from a second what a first one holds.
  let last: Promise<unknown> = Promise.resolve();
  const turn = async (): Promise<() => void> => {
    const before = last;
    let end: () => void = () => {};
    last = new Promise<void>((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  };
  const open = async <Result>(work: (file: LetterFile) => Promise<Result>): Promise<Result> => {
    const end = await turn();
    try {
      const file = new LetterFile(documents, mask);
      try {
        return await work(file);
      } finally {
        await file.close();
      }
    } finally {
      end();
    }
  };
  const inTurn = async function* (act: LetterAct, told: (what: string) => void): AsyncGenerator<ActView> {
    const end = await turn();
    try {
      yield* acts(act, new LetterFile(documents, mask), told);
      if (!act.dryRun && act.act === "replay") await replayed();
    } finally {
      end();
    }
  };
  return [
    {
      method: "GET",
      path: "letters",
      answer: ({ query }) =>
        open((file) => letterList(file, { filter: filterOf(query), limit: Math.max(few, Number(query.get("limit")) || 0), mask })),
    },
    {
      method: "GET",
      path: "letter",
      answer: ({ query }): Promise<LetterDetail> =>
        open(async (file) => {
          const handle = query.get("letter") ?? "";
          for await (const filed of file.find({ handles: [handle], limit: 1 })) {
            const { letter, letters } = filed;
            return letterDetail(filed, await letters.value(letter), { mask, where: whereTo(filed) });
          }
          throw new Refused(`no dead letter lies at ${handle}; somebody may have replayed or dropped it`, 404);
        }),
    },
    {
      method: "POST",
      path: "letters/dry-run",
      stream: ({ body }) => inTurn({ ...actOf(body), dryRun: true }, () => {}),
    },
    {
      method: "POST",
      path: "letters/act",
      writes: true,
      stream: ({ body }) => inTurn(actOf(body), log),
    },
    {
      method: "POST",
      path: "letters/edit",
      writes: true,
      answer: ({ body }): Promise<ActView> =>
        open<ActView>(async (file) => {
          const { letter: handle, payload } = isRecord(body) ? body : {};
          if (typeof handle !== "string" || typeof payload !== "string") throw new Refused("the request is no edited letter");
          for await (const filed of file.find({ handles: [handle], limit: 1 })) {
            const { letter, letters } = filed;
            const copy = await letters.replayEdited(letter, parsed(payload, mask)).catch((error: Error) => {
              throw new Refused(mask.said(Buffer.from(payload))(whyNot(error)), 409);
            });
            const to = sourceText(filed)(letters.target(letter));
            const text = `replayed ${nameOf(filed)}, edited, to "${to}" with the new boost-id ${copy}`;
            log(text);
            await replayed();
            return { tone: "good", text };
          }
          throw new Refused(`no dead letter lies at ${handle}`, 404);
        }),
    },
  ];
}

function filterOf(query: URLSearchParams): LetterFilter {
  return Object.fromEntries(["cause", "operation", "text"].flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])));
}

function whereTo({ letters, letter }: FiledLetter): Pick<LetterDetail, "target" | "refusal"> {
  try {
    return { target: letters.target(letter) };
  } catch (error) {
    return { refusal: sentence(error) };
  }
}

function actOf(body: unknown): LetterAct {
  const { act, letters, dryRun } = isRecord(body) ? body : {};
  if (act !== "replay" && act !== "drop") throw new Error("an act on dead letters is replay or drop");
  if (!Array.isArray(letters)) throw new Error("an act on dead letters names them");
  return { act, letters: letters.map(String), dryRun: dryRun === true };
}

/** With the validator's issues, a line each. */
function whyNot(error: Error & { readonly issues?: Parameters<typeof issueViews>[0] }): string {
  return [error.message, ...issueViews(error.issues ?? []).map(({ path, message }) => `${path || "/"} ${message}`)].join("\n");
}

/** One that cannot be moved is told and left; the others go on. */
async function* acts({ act, letters: named, dryRun }: LetterAct, file: LetterFile, log: (what: string) => void): AsyncGenerator<ActView> {
  let [moved, left] = [0, 0];
  try {
    if (named.length === 0) return;
    for await (const filed of file.find({ handles: named, limit: named.length })) {
      const { letter, letters } = filed;
      try {
        const to = act === "replay" ? ` to "${sourceText(filed)(letters.target(letter))}"` : "";
        if (!dryRun) await (act === "replay" ? letters.replay(letter) : letters.drop(letter));
        moved += 1;
        const text = `${words[act][dryRun ? 0 : 1]} ${nameOf(filed)}${to}`;
        log(text);
        yield { tone: dryRun ? "plain" : "good", text };
      } catch (error) {
        if (!(error instanceof Error && error.name === "ConfigurationError")) throw error;
        left += 1;
        yield { tone: "bad", text: sourceText(filed)(error.message) };
      }
    }
  } finally {
    await file.close();
  }
  const gone = named.length - moved - left;
  const isVoid = gone > 0 && moved === 0 && left === 0;
  const rest = [left === 0 ? "" : `, ${left} left where they are`, gone === 0 ? "" : `, ${gone} no longer there`].join("");
  yield {
    tone: isVoid ? "plain" : left === 0 ? "good" : "bad",
    text: `${words[act][dryRun ? 0 : 1]} ${moved} dead letter${moved === 1 ? "" : "s"}${rest}`,
  };
}

const words: { readonly [act in LetterAct["act"]]: readonly [string, string] } = {
  replay: ["would replay", "replayed"],
  drop: ["would drop", "dropped"],
};

/** @throws Refused */
function parsed(payload: string, { names }: Mask): unknown {
  try {
    return JSON.parse(payload);
  } catch (error) {
    throw new Refused(["the payload is not JSON", ...(names.length === 0 ? [sentence(error)] : [])].join(": "), 409);
  }
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf({ letter: { id, place }, safe }: FiledLetter): string {
  return id === undefined ? place : `${safe(id)} (${place})`;
}
