import type { JSX } from "preact";
import type { About, ScreenName } from "../shared/about.ts";
import { Problem } from "./parts/problem.tsx";
import { Shell } from "./parts/shell.tsx";
import { ChangesScreen } from "./screens/changes/changes-screen.tsx";
import { ContractScreen } from "./screens/contract/contract-screen.tsx";
import { DoctorScreen } from "./screens/doctor/doctor-screen.tsx";
import { LettersScreen } from "./screens/letters/letters-screen.tsx";
import { LiveScreen } from "./screens/live/live-screen.tsx";
import type { ScreenProps } from "./screens/screen-props.ts";
import { TryScreen } from "./screens/try/try-screen.tsx";
import { useAddress } from "./state/address.ts";
import { AskError } from "./state/ask.ts";
import { useAnswer } from "./state/use-answer.ts";

const screens: { readonly [name in ScreenName]?: (props: ScreenProps) => JSX.Element } = {
  contract: ContractScreen,
  try: TryScreen,
  live: LiveScreen,
  letters: LettersScreen,
  changes: ChangesScreen,
  doctor: DoctorScreen,
};

export function App(): JSX.Element {
  const { screen, query } = useAddress();
  const [answered, again] = useAnswer<About>("about");
  if (answered.state === "loading") return <main class="alone" aria-busy="true" />;
  if (answered.state === "failed") return <Locked error={answered.error} again={again} />;
  const about = answered.value;
  const name = about.screens.find((one) => one === screen) ?? about.screens[0] ?? "contract";
  const Screen = screens[name];
  return (
    <Shell about={about} current={name}>
      {Screen === undefined ? <Problem error={new Error("There is no such screen.")} /> : <Screen about={about} query={query} />}
    </Shell>
  );
}

/** Nothing is shown to whoever has no token. */
function Locked({ error, again }: { readonly error: Error; readonly again: () => void }): JSX.Element {
  const isLocked = error instanceof AskError && error.status === 401;
  return (
    <main class="alone">
      <h1>boost-gen studio</h1>
      {isLocked ? (
        <p>
          This address has no token, or one of an earlier run. Open the whole address that the studio printed when it started; it ends with{" "}
          <code>#token=…</code>.
        </p>
      ) : (
        <Problem error={error} again={again} />
      )}
    </main>
  );
}
