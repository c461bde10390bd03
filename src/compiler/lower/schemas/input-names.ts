import { referencesIn, type Schema, type SchemaDeclaration, schemasIn } from "../../model/index.ts";

/** A second name for each type that a publisher may leave something out of, by way of what it refers to as well. */
export function withInputNames(declarations: readonly SchemaDeclaration[], taken: ReadonlySet<string>): readonly SchemaDeclaration[] {
  const filled = new Set(declarations.filter(({ schema }) => isFilledIn(schema)).map(({ id }) => id));
  if (filled.size === 0) return declarations;
  for (let before = 0; before < filled.size; ) {
    before = filled.size;
    for (const { id, schema } of declarations) if (referencesIn(schema).some((target) => filled.has(target))) filled.add(id);
  }
  const names = new Set([...taken, ...declarations.map(({ name }) => name)]);
  return declarations.map((declaration) => {
    if (!filled.has(declaration.id)) return declaration;
    const base = `${declaration.name}Input`;
    let inputName = base;
    for (let count = 2; names.has(inputName); count += 1) inputName = `${base}${count}`;
    names.add(inputName);
    return { ...declaration, inputName };
  });
}

function isFilledIn(schema: Schema): boolean {
  const open = [schema];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "object" && next.properties.some((property) => property.isFilledIn === true)) return true;
    open.push(...schemasIn(next));
  }
  return false;
}
