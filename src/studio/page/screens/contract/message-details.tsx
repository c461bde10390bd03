import type { JSX } from "preact";
import type { MessageDetail } from "../../../shared/contract.ts";
import { Loading } from "../../parts/empty.tsx";
import { JsonText } from "../../parts/json-text.tsx";
import { Place } from "../../parts/place.tsx";
import { Problem } from "../../parts/problem.tsx";
import { useAnswer } from "../../state/use-answer.ts";
import { SchemaTree } from "./schema-tree.tsx";

interface MessageDetailsProps {
  readonly id: string;
  /** Where there are several. */
  readonly document: string | undefined;
}

export function MessageDetails({ id, document }: MessageDetailsProps): JSX.Element {
  const [answered, again] = useAnswer<MessageDetail>("message", document === undefined ? { id } : { document, id });
  if (answered.state === "loading") return <Loading what="the message" />;
  if (answered.state === "failed") return <Problem error={answered.error} again={again} />;
  const { name, title, summary, description, contentType, place, payload, headers, schemas, examples, deprecated } = answered.value;
  return (
    <article class="message">
      <h2 dir="auto">
        {name} {deprecated ? <span class="warn">deprecated</span> : null} <Place place={place} />
      </h2>
      {[title, summary, description]
        .filter((text) => text !== undefined && text !== name)
        .map((text) => (
          <p class="prose" dir="auto" key={text}>
            {text}
          </p>
        ))}
      <h3>Payload, {contentType}</h3>
      {payload === undefined ? (
        <p class="dim">The service knows its validators; the schema stands in the document, which boost-gen studio shows.</p>
      ) : (
        <SchemaTree schema={payload} schemas={schemas} />
      )}
      {headers === undefined ? null : (
        <>
          <h3>Headers</h3>
          <SchemaTree schema={headers} schemas={schemas} />
        </>
      )}
      {examples.length === 0 ? null : <h3>Examples</h3>}
      {examples.map((example) => (
        <figure key={example.name}>
          <figcaption dir="auto">
            {example.name}
            {example.summary === undefined ? "" : `: ${example.summary}`} <Place place={example.place} />
          </figcaption>
          <JsonText value={example.headers === undefined ? example.payload : { headers: example.headers, payload: example.payload }} />
        </figure>
      ))}
    </article>
  );
}
