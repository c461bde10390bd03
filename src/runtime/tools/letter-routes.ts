import { type Mask, Refused, type Route } from "../../studio/server/index.ts";
import type { ActView, LetterAct, LetterDetail, LetterFilter, LetterList, LetterView } from "../../studio/shared/letters.ts";
import type { DeadLetter, DeadLetterFilter } from "./dead-letter.ts";
import { DeadLetters } from "./dead-letters.ts";
import { issueViews } from "./issue-views.ts";
import { letterDetail, letterView } from "./letter-view.ts";
import type { ToolOptions } from "./session.ts";

/** What `letterRoutes` needs. */
export interface LetterOptions {
  /** Whose dead letters. */
  readonly tools: ToolOptions;
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
  const open = async <Result>(work: (letters: DeadLetters) => Promise<Result>): Promise<Result> => {
    const end = await turn();
    try {
      const letters = new DeadLetters(tools);
      try {
        return await work(letters);
      } finally {
        await letters.close();
      }
    } finally {
      end();
    }
  };
  const inTurn = async function* (act: LetterAct, told: (what: string) => void): AsyncGenerator<ActView> {
    const end = await turn();
    try {
      yield* acts(act, tools, told);
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
        open((letters) => listOf(letters, filterOf(Object.fromEntries(query)), Math.max(few, Number(query.get("limit")) || 0))),
    },
    {
      method: "GET",
      path: "letter",
      answer: ({ query }): Promise<LetterDetail> =>
        open(async (letters) => {
          const place = query.get("place") ?? "";
          for await (const letter of letters.find({ ids: [place], limit: 1 }))
            return letterDetail(letter, await letters.value(letter), { contract: tools.contract, mask, where: whereTo(letters, letter) });
          throw new Refused(`no dead letter lies at ${place}; somebody may have replayed or dropped it`, 404);
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
        open<ActView>(async (letters) => {
          const { place, id: meant, payload } = isRecord(body) ? body : {};
          if (typeof place !== "string" || typeof payload !== "string") throw new Refused("the request is no edited letter");
          for await (const letter of letters.find({ ids: [place], limit: 1 })) {
            if (isAnother(letter, meant)) throw new Refused(another(letter), 409);
            const id = await letters.replayEdited(letter, JSON.parse(payload)).catch((error: Error) => {
              throw new Refused(whyNot(error), 409);
            });
            const text = `replayed ${nameOf(letter)}, edited, to "${letters.target(letter)}" with the new boost-id ${id}`;
            log(text);
            await replayed();
            return { tone: "good", text };
          }
          throw new Refused(`no dead letter lies at ${place}`, 404);
        }),
    },
  ];
}

function filterOf({ cause, operation }: LetterFilter): DeadLetterFilter {
  return { ...(cause ? { cause } : {}), ...(operation ? { operation } : {}) };
}

async function listOf(letters: DeadLetters, filter: DeadLetterFilter, limit: number): Promise<LetterList> {
  const causes = new Map<string, number>();
  const operations = new Set<string>();
  // Without their bodies, of which thousands may not fit.
  const found: LetterView[] = [];
  let count = 0;
  const { cause, ...rest } = filter;
  // One more than is shown tells whether there are more.
  for await (const letter of letters.find({ ...rest, limit: limit + 1 })) {
    count += 1;
    if (count > limit) break;
    const own = letter.cause ?? "none said";
    causes.set(own, (causes.get(own) ?? 0) + 1);
    if (letter.operation !== undefined) operations.add(letter.operation);
    if (cause === undefined || own === cause) found.push(letterView(letter));
  }
  return {
    letters: found,
    causes: [...causes].map(([name, number]) => ({ cause: name, count: number })).sort((a, b) => b.count - a.count),
    operations: [...operations].sort(),
    more: count > limit,
    places: letters.places.map(({ address }) => address),
    notes: [...new Set(letters.notes)],
  };
}

function whereTo(letters: DeadLetters, letter: DeadLetter): Pick<LetterDetail, "target" | "refusal"> {
  try {
    return { target: letters.target(letter) };
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
}

function actOf(body: unknown): LetterAct {
  const { act, places, id, filter, dryRun } = isRecord(body) ? body : {};
  if (act !== "replay" && act !== "drop") throw new Error("an act on dead letters is replay or drop");
  const { cause, operation } = isRecord(filter) ? filter : {};
  return {
    act,
    ...(Array.isArray(places) ? { places: places.map(String) } : {}),
    ...(typeof id === "string" ? { id } : {}),
    filter: {
      ...(typeof cause === "string" && cause !== "" ? { cause } : {}),
      ...(typeof operation === "string" && operation !== "" ? { operation } : {}),
    },
    dryRun: dryRun === true,
  };
}

/** Somebody took away what lay there, and the next one moved up. */
function isAnother(letter: DeadLetter, id: unknown): boolean {
  return typeof id === "string" && letter.id !== id;
}

function another({ place }: DeadLetter): string {
  return `another dead letter lies at ${place} now; somebody replayed or dropped the one that you looked at`;
}

/** With the validator's issues, a line each. */
function whyNot(error: Error & { readonly issues?: Parameters<typeof issueViews>[0] }): string {
  return [error.message, ...issueViews(error.issues ?? []).map(({ path, message }) => `${path || "/"} ${message}`)].join("\n");
}

/** One that cannot be moved is told and left; the others go on. */
async function* acts(
  { act, places, id, filter, dryRun }: LetterAct,
  tools: ToolOptions,
  log: (what: string) => void,
): AsyncGenerator<ActView> {
  const letters = new DeadLetters(tools);
  let [moved, left] = [0, 0];
  try {
    if (places?.length === 0) return;
    for await (const letter of letters.find({ ...filterOf(filter), ...(places === undefined ? {} : { ids: places }) })) {
      if (isAnother(letter, id)) {
        left += 1;
        yield { tone: "bad", text: another(letter) };
        continue;
      }
      try {
        const to = act === "replay" ? ` to "${letters.target(letter)}"` : "";
        if (!dryRun) await (act === "replay" ? letters.replay(letter) : letters.drop(letter));
        moved += 1;
        const text = `${words[act][dryRun ? 0 : 1]} ${nameOf(letter)}${to}`;
        log(text);
        yield { tone: dryRun ? "plain" : "good", text };
      } catch (error) {
        if (!(error instanceof Error && error.name === "ConfigurationError")) throw error;
        left += 1;
        yield { tone: "bad", text: error.message };
      }
    }
  } finally {
    await letters.close();
  }
  yield {
    tone: left === 0 ? "good" : "bad",
    text: `${words[act][dryRun ? 0 : 1]} ${moved} dead letter${moved === 1 ? "" : "s"}${left === 0 ? "" : `, ${left} left where they are`}`,
  };
}

const words: { readonly [act in LetterAct["act"]]: readonly [string, string] } = {
  replay: ["would replay", "replayed"],
  drop: ["would drop", "dropped"],
};

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf({ id, place }: DeadLetter): string {
  return id === undefined ? place : `${id} (${place})`;
}
