import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { visible } from "../../parts/json-text.tsx";
import { Problem } from "../../parts/problem.tsx";
import { events } from "../../state/events.ts";

interface Finding {
  readonly part: string;
  readonly state: string;
  readonly detail?: string;
}

const tones: { readonly [state: string]: string } = { ok: "good", missing: "bad", wrong: "bad" };

/** Whether the servers have what the document needs, as `boost-gen doctor` says it. */
export function DoctorScreen(): JSX.Element {
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [isDone, setDone] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const [turn, setTurn] = useState(0);
  // `turn` asks again.
  useEffect(() => {
    const gone = new AbortController();
    setFindings([]);
    setDone(false);
    setFailure(undefined);
    const read = async (): Promise<void> => {
      for await (const finding of events<Finding>("api/doctor", { signal: gone.signal })) setFindings((before) => [...before, finding]);
      setDone(true);
    };
    read().catch((error: Error) => gone.signal.aborted || setFailure(error));
    return () => gone.abort();
  }, [turn]);
  const ill = findings.filter(({ state }) => tones[state] === "bad").length;
  const again = (): void => setTurn((value) => value + 1);
  return (
    <div>
      {failure === undefined ? (
        <div class="head">
          <p class={ill === 0 ? "dim" : "bad"} role="status" aria-busy={!isDone}>
            {isDone
              ? ill === 0
                ? findings.length === 0
                  ? "The document has no operations, so no server is needed."
                  : `All ${findings.length} are well.`
                : `${ill} of ${findings.length} ${ill === 1 ? "needs" : "need"} attention.`
              : "Asking the servers …"}
          </p>
          <button type="button" disabled={!isDone} onClick={again}>
            Ask again
          </button>
        </div>
      ) : (
        <Problem error={failure} again={again} />
      )}
      <ul class="findings" aria-label="Findings">
        {findings.map(({ part, state, detail }) => (
          <li key={`${part} ${detail}`}>
            <span class={tones[state] ?? ""}>{state}</span>
            <span>{visible(part)}</span>
            <span class="dim">{visible(detail ?? "")}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
