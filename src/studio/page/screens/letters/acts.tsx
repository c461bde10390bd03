import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { About } from "../../../shared/about.ts";
import type { ActView, LetterAct } from "../../../shared/letters.ts";
import { Question } from "../../parts/question.tsx";
import { posting } from "../../state/ask.ts";
import { events } from "../../state/events.ts";

export interface ActsProps {
  readonly about: About;
  /** `this one`, `all 12` */
  readonly what: string;
  /** For the question: which those are. */
  readonly which?: string;
  /** Their handles. */
  readonly letters: readonly string[];
  /** `hasMoved`: some are not where they were. */
  readonly done: (acts: readonly ActView[], hasMoved: boolean) => void;
}

/** Replay and drop: what would happen is shown at once, what does happen is asked for once. */
export function Acts({ about, what, which = "", letters, done }: ActsProps): JSX.Element {
  const [asked, setAsked] = useState<LetterAct["act"]>();
  const [busy, setBusy] = useState(false);
  const [count, setCount] = useState(0);
  const back = useRef<LetterAct["act"]>();
  const act = async (name: LetterAct["act"], dryRun: boolean): Promise<void> => {
    setBusy(true);
    setCount(0);
    const seen: ActView[] = [];
    let isDone = false;
    try {
      const body: LetterAct = { act: name, letters, dryRun };
      for await (const one of events<ActView>(dryRun ? "api/letters/dry-run" : "api/letters/act", posting(body))) {
        seen.push(one);
        setCount(seen.length);
      }
      isDone = true;
    } catch (error) {
      seen.push({ tone: "bad", text: error instanceof Error ? error.message : String(error) });
    }
    setBusy(false);
    setAsked(undefined);
    done(seen.slice(-200), !dryRun && (isDone || seen.length > 1));
  };
  const progress = busy && count > 0 ? <p class="dim">{count.toLocaleString("en")} so far …</p> : null;
  const leave = (): void => {
    back.current = asked;
    setAsked(undefined);
  };
  /** The keyboard goes on where it was before the question. */
  const opener = (name: LetterAct["act"]) => (button: HTMLButtonElement | null) => {
    if (button === null || back.current !== name) return;
    back.current = undefined;
    button.focus();
  };
  if (asked !== undefined)
    return (
      <>
        <Question
          label={`${asked} ${what}?`}
          yes={asked === "replay" ? "Replay" : "Drop"}
          dangerous={asked === "drop"}
          busy={busy}
          confirm={() => act(asked, false)}
          leave={leave}
        >
          {asked === "replay" ? "Replay" : "Drop"} {[what, which].filter(Boolean).join(" ")}?{" "}
          {asked === "drop"
            ? "A dropped one is gone."
            : "Each goes back to where it came from, and is taken away once the broker has confirmed."}
        </Question>
        {progress}
      </>
    );
  return (
    <div class="acts">
      <button type="button" disabled={busy} onClick={() => act("replay", true)}>
        Dry run, {what}
      </button>{" "}
      {about.write ? (
        <>
          <button type="button" disabled={busy} ref={opener("replay")} onClick={() => setAsked("replay")}>
            Replay {what} …
          </button>{" "}
          <button type="button" disabled={busy} ref={opener("drop")} onClick={() => setAsked("drop")}>
            Drop {what} …
          </button>
        </>
      ) : (
        <span class="dim">Replaying and dropping need a studio that was started with --write.</span>
      )}
      {progress}
    </div>
  );
}
