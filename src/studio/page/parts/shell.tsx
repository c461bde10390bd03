import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { About, ScreenName } from "../../shared/about.ts";
import { hrefOf } from "../state/address.ts";

const screenTitles: { readonly [name in ScreenName]: string } = {
  contract: "Contract",
  try: "Try",
  live: "Live",
  letters: "Dead letters",
  changes: "Changes",
  doctor: "Doctor",
};

const modes: { readonly [mode in About["mode"]]: string } = {
  beside: "beside the service",
  memory: "in memory",
  service: "inside the service",
};

interface ShellProps {
  readonly about: About;
  readonly current: ScreenName;
  readonly children: ComponentChildren;
}

export function Shell({ about, current, children }: ShellProps): JSX.Element {
  useEffect(() => {
    document.title = `${screenTitles[current]} · ${about.title}`;
  }, [about.title, current]);
  return (
    <>
      <button type="button" class="skip" onClick={toMain}>
        To the content
      </button>
      <header class="bar">
        <div class="document">
          <span class="title" dir="auto">
            {about.title}
          </span>{" "}
          <span class="dim">{about.version}</span>
        </div>
        <nav aria-label="Screens">
          {about.screens.map((name) => (
            <a key={name} href={hrefOf(name)} aria-current={name === current ? "page" : undefined}>
              {screenTitles[name]}
            </a>
          ))}
        </nav>
        <div class="mode dim">
          {modes[about.mode]}
          {about.write ? "" : ", read only"}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <h1 class="unseen">{screenTitles[current]}</h1>
        {children}
      </main>
    </>
  );
}

/** The address bar has the screen, so a fragment cannot be followed. */
function toMain(): void {
  document.getElementById("main")?.focus();
}
