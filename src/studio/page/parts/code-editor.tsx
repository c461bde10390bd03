import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { IssueView } from "../../shared/trial.ts";
import { jsonPlaces, lineAt, placeOf } from "../state/json-places.ts";

interface CodeEditorProps {
  readonly label: string;
  readonly value: string;
  readonly issues: readonly IssueView[];
  /** Absent: it can only be read. */
  readonly change?: (value: string) => void;
}

/** Beyond it lines are not numbered: a megabyte on one page of numbers helps nobody. */
const mostLines = 3_000;

/** A text with numbered lines; those that an issue is about are marked, and each issue leads to its place. */
export function CodeEditor({ label, value, issues, change }: CodeEditorProps): JSX.Element {
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  const located = useMemo(() => {
    const places = jsonPlaces(value);
    return issues.map((issue) => {
      const offset = placeOf(places, issue.path);
      return { ...issue, offset, line: lineAt(value, offset) };
    });
  }, [value, issues]);
  const lines = useMemo(() => value.split("\n").length, [value]);
  const marked = new Set(located.map(({ line }) => line));
  const go = (offset: number): void => {
    const element = area.current;
    if (element === null) return;
    const end = value.indexOf("\n", offset);
    element.focus();
    element.setSelectionRange(offset, end === -1 ? value.length : end);
  };
  const follow = (): void => {
    if (numbers.current !== null && area.current !== null) numbers.current.scrollTop = area.current.scrollTop;
  };
  return (
    <div class="editor">
      <div class="sheet">
        {lines > mostLines ? null : (
          <div class="numbers" aria-hidden="true" ref={numbers}>
            {Array.from({ length: lines }, (_, index) => (
              <span class={marked.has(index + 1) ? "bad" : ""} key={index}>
                {index + 1}
              </span>
            ))}
          </div>
        )}
        <textarea
          aria-label={label}
          aria-invalid={issues.length > 0}
          ref={area}
          spellcheck={false}
          wrap="off"
          dir="ltr"
          rows={Math.min(24, Math.max(6, lines))}
          readOnly={change === undefined}
          value={value}
          onInput={(event) => change?.(event.currentTarget.value)}
          onScroll={follow}
        />
      </div>
      {located.length === 0 ? null : (
        <ul class="issues" aria-label="What the validator says">
          {located.map(({ path, message, offset, line }) => (
            <li key={`${path} ${message}`}>
              <button type="button" class="bare" onClick={() => go(offset)}>
                line {line} <code>{path === "" ? "/" : path}</code> <span class="bad">{message}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
