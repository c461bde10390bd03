import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { NamedSchemaView, PropertyView, SchemaView } from "../../../shared/contract.ts";
import { Place } from "../../parts/place.tsx";

interface SchemaTreeProps {
  readonly schema: SchemaView;
  readonly schemas: { readonly [id: string]: NamedSchemaView };
  /** Named schemas that it stands in. */
  readonly inside?: readonly string[];
}

/** Deeper ones are opened by hand. */
const openDepth = 3;

/** A schema as a tree of lines: what there is, of which type, with what it has to fulfil. */
export function SchemaTree({ schema, schemas, inside = [] }: SchemaTreeProps): JSX.Element {
  const named = schema.reference === undefined ? undefined : schemas[schema.reference];
  if (schema.reference !== undefined && named !== undefined)
    return <Named id={schema.reference} named={named} schemas={schemas} inside={inside} />;
  return (
    <>
      <Summary schema={schema} />
      <Parts schema={schema} schemas={schemas} inside={inside} />
    </>
  );
}

function Named({
  id,
  named,
  schemas,
  inside,
}: Omit<SchemaTreeProps, "schema"> & {
  readonly id: string;
  readonly named: NamedSchemaView;
  readonly inside: readonly string[];
}): JSX.Element {
  const [open, setOpen] = useState(inside.length < openDepth && !inside.includes(id));
  const { name, schema, description, place } = named;
  const hasParts = schema.properties !== undefined || schema.inside !== undefined || schema.reference !== undefined;
  return (
    <>
      <span class="type">{name}</span> <Summary schema={schema} /> <Place place={place} />
      {description === undefined ? null : (
        <div class="dim" dir="auto">
          {description}
        </div>
      )}
      {hasParts ? (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{inside.includes(id) ? `again ${name}` : "what is in it"}</summary>
          {open ? <Inner schema={schema} schemas={schemas} inside={[...inside, id]} /> : null}
        </details>
      ) : null}
    </>
  );
}

function Inner(props: SchemaTreeProps): JSX.Element {
  return props.schema.reference === undefined ? <Parts {...props} /> : <SchemaTree {...props} />;
}

function Parts({ schema: { properties = [], inside: parts = [] }, schemas, inside = [] }: SchemaTreeProps): JSX.Element | null {
  if (properties.length + parts.length === 0) return null;
  return (
    <ul class="schema">
      {properties.map((property) => (
        <li key={property.key}>
          <PropertyName property={property} /> <SchemaTree schema={property.schema} schemas={schemas} inside={inside} />
          {property.description === undefined ? null : (
            <div class="dim" dir="auto">
              {property.description}
            </div>
          )}
        </li>
      ))}
      {parts.map(({ label, schema }) => (
        <li key={label}>
          <span class="dim">{label}</span> <SchemaTree schema={schema} schemas={schemas} inside={inside} />
        </li>
      ))}
    </ul>
  );
}

function PropertyName({ property: { key, required, deprecated } }: { readonly property: PropertyView }): JSX.Element {
  return (
    <>
      <code class="key">{key}</code>
      {required ? <span class="dim"> required</span> : null}
      {deprecated ? <span class="warn"> deprecated</span> : null}
    </>
  );
}

function Summary({ schema: { type, constraints, values } }: { readonly schema: SchemaView }): JSX.Element {
  return (
    <>
      <span class="type">{type}</span>
      {values === undefined ? null : (
        <span>
          {" "}
          {values.slice(0, 20).map((value, index) => (
            <>
              {index === 0 ? "" : " | "}
              <code>{JSON.stringify(value)}</code>
            </>
          ))}
          {values.length > 20 ? ` | ${values.length - 20} more` : ""}
        </span>
      )}
      {constraints.length === 0 ? null : <span class="dim"> {constraints.join(", ")}</span>}
    </>
  );
}
