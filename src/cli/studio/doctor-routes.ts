import type { Route, ToolOptions } from "boost-gen/tools";

/** Asks the servers when somebody looks, one finding after the other. Nothing is created here. */
export function doctorRoutes(tools: ToolOptions): readonly Route[] {
  return [
    {
      method: "GET",
      path: "doctor",
      stream: async function* () {
        const { examine } = await import("boost-gen/tools");
        yield* examine(tools);
      },
    },
  ];
}
