import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { About } from "../../../shared/about.ts";
import type { ActView, LetterDetail } from "../../../shared/letters.ts";
import { CodeEditor } from "../../parts/code-editor.tsx";
import { Loading } from "../../parts/empty.tsx";
import { beginning, visible } from "../../parts/json-text.tsx";
import { Problem } from "../../parts/problem.tsx";
import { Question } from "../../parts/question.tsx";
import { tell } from "../../state/ask.ts";
import { useAnswer } from "../../state/use-answer.ts";
import { Acts, type ActsProps } from "./acts.tsx";

interface LetterProps {
  readonly about: About;
  /** Its handle. */
  readonly handle: string;
  readonly done: ActsProps["done"];
}

/** One dead letter in full; its payload can be corrected and sent back. */
export function Letter({ about, handle, done }: LetterProps): JSX.Element {
  const [answered, again] = useAnswer<LetterDetail>("letter", { letter: handle });
  const [edited, setEdited] = useState<string>();
  const [asked, setAsked] = useState(false);
  /** The keyboard goes on where it was before the question. */
  const isBack = useRef(false);
  if (answered.state === "loading") return <Loading what="the dead letter" />;
  if (answered.state === "failed") return <Problem error={answered.error} again={again} />;
  const letter = answered.value;
  const mayEdit = about.write && letter.editable && letter.refusal === undefined;
  const replay = async (): Promise<void> => {
    setAsked(false);
    try {
      done([await tell<ActView>("letters/edit", { letter: handle, payload: edited })], true);
    } catch (error) {
      done([{ tone: "bad", text: error instanceof Error ? error.message : String(error) }], false);
    }
  };
  const leave = (): void => {
    isBack.current = true;
    setAsked(false);
  };
  const opener = (button: HTMLButtonElement | null): void => {
    if (isBack.current) button?.focus();
    isBack.current = false;
  };
  return (
    <article>
      <h2 class="bad">{letter.cause ?? "no cause"}</h2>
      <dl class="facts">
        {facts(letter).map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>
              <Fact text={visible(value)} />
            </dd>
          </>
        ))}
        {letter.headers.length === 0 ? null : <dt>headers</dt>}
        <dd hidden={letter.headers.length === 0}>
          <Headers headers={letter.headers.slice(0, fewHeaders)} />
          {letter.headers.length <= fewHeaders ? null : (
            <details>
              <summary>{letter.headers.length - fewHeaders} more</summary>
              <Headers headers={letter.headers.slice(fewHeaders)} />
            </details>
          )}
        </dd>
      </dl>
      <h3>
        Payload
        {edited !== undefined
          ? ", edited"
          : letter.unjudged !== undefined
            ? `, ${letter.unjudged}`
            : letter.issues.length === 0
              ? ", valid by the schema as it is now"
              : ", with what the schema as it is now says of it"}
      </h3>
      <CodeEditor
        label="Payload of the dead letter"
        value={edited ?? letter.payload}
        issues={edited === undefined ? letter.issues : []}
        {...(mayEdit ? { change: setEdited } : {})}
      />
      {edited === undefined ? null : asked ? (
        <Question label="Replay the edited copy?" yes="Replay the edited copy" confirm={replay} leave={leave}>
          The copy gets a boost-id of its own and says whose it is. The original is taken away once the broker has confirmed the copy.
        </Question>
      ) : (
        <div class="acts">
          <button type="button" ref={opener} onClick={() => setAsked(true)}>
            Replay as edited …
          </button>{" "}
          <button type="button" onClick={() => setEdited(undefined)}>
            Undo the edits
          </button>
        </div>
      )}
      {/* What is corrected here is not what these would send. */}
      {edited === undefined ? <Acts about={about} what="this one" letters={[handle]} done={done} /> : null}
    </article>
  );
}

/** Beyond them a person would have to look for the payload. */
const fewHeaders = 20;

function Headers({ headers }: Pick<LetterDetail, "headers">): JSX.Element {
  return (
    <>
      {headers.map(([name, value]) => (
        <div key={name}>
          <code>
            {visible(name)}: {beginning(value, 2_000)}
          </code>
        </div>
      ))}
    </>
  );
}

/** A stack is folded: its first line says what happened. */
function Fact({ text }: { readonly text: string }): JSX.Element {
  const [first = "", ...rest] = text.trim().split("\n");
  if (rest.length < 3) return <span class="lines">{text}</span>;
  return (
    <details>
      <summary>{first}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre tabIndex={0}>{rest.join("\n")}</pre>
    </details>
  );
}

/** The validator's issues as the headers keep them, a line each. */
function issueLines(stored: string | undefined): string | undefined {
  try {
    const issues: readonly { readonly path?: string; readonly message?: string }[] = JSON.parse(stored ?? "");
    return issues.map(({ path, message }) => `${path || "/"} ${message}`).join("\n");
  } catch {
    return stored;
  }
}

function facts({
  place,
  id,
  origin,
  document,
  operation,
  attempts,
  failedAt,
  error,
  key,
  bytes,
  problem,
  stored,
  target,
  refusal,
}: LetterDetail): readonly (readonly [string, string])[] {
  const all: readonly (readonly [string, string | undefined])[] = [
    ["lies at", place],
    ["boost-id", id],
    ["came from", origin],
    ["document", document],
    ["operation", operation],
    ["runs", attempts],
    ["failed at", failedAt],
    ["error", error],
    ["issues at the time", issueLines(stored)],
    ["key", key],
    ["bytes", bytes.toLocaleString("en")],
    ["not read", problem],
    ["replay goes to", target],
    ["no replay", refusal],
  ];
  return all.filter((fact): fact is readonly [string, string] => fact[1] !== undefined && fact[1] !== "");
}
