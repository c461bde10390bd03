import type { Scene } from "./scene.ts";
import type { ConformanceSetup } from "./setup.ts";

/** One promise of the broker contract. */
export interface ConformanceCase {
  readonly title: string;
  /** The reason why this broker is not asked for it; `undefined` runs the case. */
  skip?(setup: ConformanceSetup): string | undefined;
  run(scene: Scene): Promise<void>;
}
