import { json, type Validator, z } from "boost-gen/runtime";
import { Person } from "./person.js";

/** @generated from #/Joined */
export type Joined =
  & Person
  & {
    kind?: "joined" | undefined;
    team: string;
  };

export const Joined: Validator<Joined> = json.allOf([
  Person,
  z.looseObject({
    kind: z.literal("joined").optional(),
    team: z.string(),
  }),
]);
