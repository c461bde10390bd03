import { readFileSync } from "node:fs";
import Handlebars from "handlebars";

/** What a layout sees: printed code and switches, nothing else. */
export type LayoutView = { readonly [key: string]: LayoutValue };
export type LayoutValue = string | boolean | LayoutView | readonly LayoutValue[];

type Render = (view: LayoutView) => string;

const compiled = new Map<string, Render>();

/** Lays out one file. A name that the layout uses and the view lacks is an error, so views are complete. */
export function renderTemplate(name: string, view: LayoutView): string {
  let render = compiled.get(name);
  if (render === undefined) {
    if (!/^[a-z]+(?:-[a-z]+)*$/.test(name)) throw new TypeError(`Not the name of a layout: ${JSON.stringify(name)}.`);
    const source = readFileSync(new URL(`../../../templates/${name}.hbs`, import.meta.url), "utf8");
    render = Handlebars.compile<LayoutView>(source, { noEscape: true, strict: true, knownHelpersOnly: true });
    compiled.set(name, render);
  }
  return render(view);
}
