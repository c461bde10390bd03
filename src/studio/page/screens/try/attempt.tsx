import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { About } from "../../../shared/about.ts";
import type { MessageContent, PreviewView, SpecimenView, StepView, TriedMessage } from "../../../shared/trial.ts";
import { CodeEditor } from "../../parts/code-editor.tsx";
import { Empty, Loading } from "../../parts/empty.tsx";
import { PairFields } from "../../parts/pair-fields.tsx";
import { Place } from "../../parts/place.tsx";
import { Problem } from "../../parts/problem.tsx";
import { Steps } from "../../parts/steps.tsx";
import { posting, tell } from "../../state/ask.ts";
import { events } from "../../state/events.ts";
import { useAnswer } from "../../state/use-answer.ts";
import { Preview } from "./preview.tsx";

interface AttemptProps {
  readonly about: About;
  readonly message: TriedMessage;
}

const empty: MessageContent = { payload: "", headers: {}, parameters: {}, key: "" };
/** Milliseconds without a key pressed. */
const settle = 150;

/** One message: its values, what they come to, and what became of them when they were sent. */
export function Attempt({ about, message }: AttemptProps): JSX.Element {
  const [specimens, again] = useAnswer<readonly SpecimenView[]>("specimens", { message: message.key });
  const [edited, setContent] = useState<MessageContent>();
  const [preview, setPreview] = useState<PreviewView>();
  const [failure, setFailure] = useState<Error>();
  const [steps, setSteps] = useState<readonly StepView[]>();
  const [turn, setTurn] = useState(0);
  const following = useRef<AbortController>();
  const first = specimens.state === "there" ? specimens.value[0]?.content : undefined;
  const content = edited ?? first ?? empty;
  const isThere = specimens.state === "there";

  useEffect(() => () => following.current?.abort(), []);
  // `turn`: something was sent, so the workflow may be there now.
  useEffect(() => {
    if (!isThere) return;
    const gone = new AbortController();
    const timer = setTimeout(() => {
      tell<PreviewView>("preview", { message: message.key, content }, gone.signal).then(
        (value) => {
          setPreview(value);
          setFailure(undefined);
        },
        (error: Error) => gone.signal.aborted || setFailure(error),
      );
    }, settle);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [content, message.key, isThere, turn]);

  const send = async (): Promise<void> => {
    following.current?.abort();
    const own = new AbortController();
    following.current = own;
    setSteps([]);
    try {
      for await (const step of events<StepView>("api/publish", posting({ message: message.key, content }, own.signal)))
        setSteps((before = []) => [...before, step]);
    } catch (error) {
      if (own.signal.aborted) return;
      const text = error instanceof Error ? error.message : String(error);
      setSteps((before = []) => [...before, { word: "not sent", tone: "bad", text }]);
    }
    setTurn((value) => value + 1);
  };

  if (specimens.state === "loading") return <Loading what="the message" />;
  if (specimens.state === "failed") return <Problem error={specimens.error} again={again} />;
  const isWrong = preview !== undefined && (preview.issues.length > 0 || preview.problem !== undefined);
  const mayBeWrong = about.mode === "memory" && message.action === "receive";
  return (
    <section class="attempt" aria-label={message.name}>
      <h2>
        {message.name} <Place place={message.place} />
      </h2>
      <div class="specimens">
        {specimens.value.length === 0 ? (
          <Empty>The document has no example of it, and none could be made. Type one, or write it under `examples`.</Empty>
        ) : (
          specimens.value.map(({ title, content: given, place }) => (
            <button type="button" key={title} title={place} aria-pressed={content === given} onClick={() => setContent(given)}>
              {title}
            </button>
          ))
        )}
      </div>
      <div class="columns">
        <div>
          <CodeEditor
            label={message.form === "base64" ? "Payload, base64" : `Payload, ${message.form}`}
            value={content.payload}
            issues={preview?.issues ?? []}
            change={(payload) => setContent({ ...content, payload })}
          />
          <label class="field">
            Key
            <input
              value={content.key}
              placeholder={preview?.key === undefined ? "none" : `${preview.key}, as the document says`}
              onInput={(event) => setContent({ ...content, key: event.currentTarget.value })}
            />
          </label>
          <PairFields legend="Headers" pairs={content.headers} change={(headers) => setContent({ ...content, headers })} />
          {Object.keys(content.parameters).length === 0 ? null : (
            <PairFields
              legend="Parameters of the address"
              fixed
              pairs={content.parameters}
              change={(parameters) => setContent({ ...content, parameters })}
            />
          )}
        </div>
        <div>
          {failure === undefined ? null : <Problem error={failure} />}
          {preview === undefined ? <Loading what="what it comes to" /> : <Preview preview={preview} about={about} />}
          {about.write ? (
            <button type="button" class="main" disabled={preview === undefined || (isWrong && !mayBeWrong)} onClick={send}>
              {isWrong && mayBeWrong ? "Send it all the same" : "Send"}
            </button>
          ) : (
            <p class="dim">Sending needs a studio that was started with --write.</p>
          )}
          {steps === undefined ? null : <Steps steps={steps} about={about} />}
        </div>
      </div>
    </section>
  );
}
