import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { About } from "../../../shared/about.ts";
import type { ActView, LetterDetail } from "../../../shared/letters.ts";
import { CodeEditor } from "../../parts/code-editor.tsx";
import { Loading } from "../../parts/empty.tsx";
import { visible } from "../../parts/json-text.tsx";
import { Problem } from "../../parts/problem.tsx";
import { tell } from "../../state/ask.ts";
import { useAnswer } from "../../state/use-answer.ts";
import { Acts } from "./acts.tsx";

interface LetterProps {
  readonly about: About;
  readonly place: string;
  readonly done: (acts: readonly ActView[]) => void;
}

/** One dead letter in full; its payload can be corrected and sent back. */
export function Letter({ about, place, done }: LetterProps): JSX.Element {
  const [answered, again] = useAnswer<LetterDetail>("letter", { place });
  const [edited, setEdited] = useState<string>();
  const [asked, setAsked] = useState(false);
  if (answered.state === "loading") return <Loading what="the dead letter" />;
  if (answered.state === "failed") return <Problem error={answered.error} again={again} />;
  const letter = answered.value;
  const mayEdit = about.write && letter.editable && letter.refusal === undefined;
  const replay = async (): Promise<void> => {
    setAsked(false);
    try {
      done([await tell<ActView>("letters/edit", { place, payload: edited })]);
    } catch (error) {
      done([{ tone: "bad", text: error instanceof Error ? error.message : String(error) }]);
    }
  };
  return (
    <article>
      <h2>
        <span class="bad">{letter.cause ?? "no cause"}</span> <code>{letter.id ?? place}</code>
      </h2>
      <dl class="facts">
        {facts(letter).map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd class="prose">{visible(value)}</dd>
          </>
        ))}
        <dt>headers</dt>
        <dd>
          {letter.headers.map(([name, value]) => (
            <div key={name}>
              <code>
                {visible(name)}: {visible(value).slice(0, 2_000)}
              </code>
            </div>
          ))}
        </dd>
      </dl>
      <h3>Payload{letter.issues.length === 0 ? ", as the schema is now it is valid" : ", with what the schema as it is now says of it"}</h3>
      <CodeEditor
        label="Payload of the dead letter"
        value={edited ?? letter.payload}
        issues={edited === undefined ? letter.issues : []}
        {...(mayEdit ? { change: setEdited } : {})}
      />
      {edited === undefined ? null : asked ? (
        <div class="acts" role="alertdialog" aria-label="Replay the edited copy?">
          <p>
            The copy gets a boost-id of its own and says whose it is. The original is taken away once the broker has confirmed the copy.
          </p>
          <button type="button" class="main" onClick={replay}>
            Replay the edited copy
          </button>{" "}
          <button type="button" onClick={() => setAsked(false)}>
            Leave it
          </button>
        </div>
      ) : (
        <div class="acts">
          <button type="button" onClick={() => setAsked(true)}>
            Replay as edited …
          </button>{" "}
          <button type="button" onClick={() => setEdited(undefined)}>
            Undo the edits
          </button>
        </div>
      )}
      <Acts about={about} what="this one" places={[place]} filter={{}} done={done} />
    </article>
  );
}

function facts({
  place,
  origin,
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
    ["came from", origin],
    ["operation", operation],
    ["runs", attempts],
    ["failed at", failedAt],
    ["error", error],
    ["issues then", stored],
    ["key", key],
    ["bytes", bytes.toLocaleString("en")],
    ["not read", problem],
    ["replay goes to", target],
    ["no replay", refusal],
  ];
  return all.filter((fact): fact is readonly [string, string] => fact[1] !== undefined && fact[1] !== "");
}
