/**
 * `context.publish` and `context.workflows`: one member per name of the document, each bound to the run that asks for it. The members
 * are defined once per contract; a run costs one object, however many there are.
 */
const owner: unique symbol = Symbol("run");

export type Surface<Run> = (run: Run) => object;

export function surface<Run>(members: Iterable<readonly [string, (run: Run) => unknown]>): Surface<Run> {
  const prototype: object = {};
  for (const [name, make] of members) {
    Object.defineProperty(prototype, name, {
      enumerable: true,
      get(this: { readonly [owner]: Run }) {
        return make(this[owner]);
      },
    });
  }
  return (run) => Object.assign(Object.create(prototype), { [owner]: run }) as object;
}
