import type { CommandInput, ExitCode } from "../command.ts";
import { oneLine } from "../printed.ts";
import type { Terminal } from "../terminal.ts";
import type { RuleSources } from "../try/rule-facts.ts";
import { forTrial, startTrial, type Trial, type TrialOptions } from "../try/trial.ts";
import { changeRoutes } from "./change-routes.ts";
import { contractRoutes } from "./contract-routes.ts";
import type { DocumentSource } from "./in-repository.ts";
import { maskOf } from "./mask-of.ts";
import { memoryGround } from "./memory-ground.ts";
import { memoryLetters } from "./memory-letters.ts";
import { serveStudio } from "./serve-studio.ts";
import { temporalLink } from "./temporal-link.ts";
import { trialRoutes } from "./trial-routes.ts";

/** The page over an application in this process: nothing has to be installed, and everything may be tried. */
export async function serveTrial(
  input: CommandInput,
  terminal: Terminal,
  { contract, model, locate, document, reading, ...options }: TrialOptions & RuleSources & Omit<DocumentSource, "cwd">,
): Promise<ExitCode> {
  const receives = contract.operations.some(({ action }) => action === "receive");
  const { app, environment } = options;
  const { LiveFeed, letterRoutes, liveMessage } = await import("boost-gen/tools");
  const letters = await memoryLetters(contract, app, forTrial(environment));
  const feed = new LiveFeed();
  const mask = await maskOf(input);
  // Whoever sent it: a replayed dead letter, or a message of a handler, comes as one that was tried does.
  const observe: TrialOptions["observe"] = (settled) => {
    if (!feed.counts(settled.end.outcome)) return;
    const message = liveMessage(settled, mask);
    feed.record({ ...message, subscription: message.subscription.slice(message.subscription.indexOf(".") + 1) });
  };
  const started = async (): Promise<Trial> => {
    const begun = await startTrial({ contract, ...options, observe, startTime: Date.now() });
    letters.runs(begun);
    return begun;
  };
  const trial = receives ? restarted(started) : undefined;
  const ground = memoryGround({
    contract,
    model,
    locate,
    app,
    environment: withoutBrokers(environment),
    cwd: terminal.cwd,
    trial,
  });
  try {
    return await serveStudio(input, terminal, {
      about: {
        title: model.title,
        version: model.version,
        mode: "memory",
        write: true,
        screens: ["contract", "try", "live", "letters", "changes"],
        masked: mask.names,
        ...temporalLink(terminal.env),
      },
      routes: [
        ...contractRoutes(model, locate, (key) => model.operations.find((operation) => operation.key === key)?.options.deadLetter),
        ...trialRoutes(ground, mask),
        ...letterRoutes({
          tools: letters.tools,
          mask,
          log: (what) => terminal.out(`${oneLine(`${new Date().toISOString()} ${what}`)}\n`),
          replayed: async () => await trial?.settled(),
        }),
        ...changeRoutes({ document, reading, cwd: terminal.cwd }),
        { method: "GET", path: "live", stream: ({ signal }) => feed.events(signal) },
      ],
    });
  } finally {
    await trial?.stop();
    letters.close();
  }
}

/** A message that ends the process ends the application here; the next one finds a new one. */
function restarted(start: () => Promise<Trial>): Pick<Trial, "send" | "started" | "settled" | "stop"> {
  let [running, current]: [Promise<Trial> | undefined, Trial | undefined] = [undefined, undefined];
  const stop = async (): Promise<void> => {
    const last = running;
    running = undefined;
    await (await last?.catch(() => undefined))?.stop().catch(() => undefined);
  };
  return {
    send: async (member, payload, sending) => {
      running ??= start();
      current = await running;
      const attempted = await current.send(member, payload, sending);
      if (attempted.settlement.outcome === "fatal") await stop();
      return attempted;
    },
    started: (workflowId) => current?.started(workflowId),
    settled: async () => await current?.settled(),
    stop,
  };
}

/** All of them are in memory. */
function withoutBrokers(environment: TrialOptions["environment"]): TrialOptions["environment"] {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("BOOST_") || name === "BOOST_SERVER"));
}
