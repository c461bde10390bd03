import type { Route } from "boost-gen/tools";
import type { Contract } from "../../compiler/model/index.ts";
import type { Locate } from "../changes/locate.ts";
import { contractView, type LettersOf, messageDetail } from "./contract-view.ts";
import { refused } from "./refused.ts";

/** The document as it was when the studio started. */
export function contractRoutes(model: Contract, locate: Locate, lettersOf: LettersOf): readonly Route[] {
  let view: ReturnType<typeof contractView> | undefined;
  return [
    {
      method: "GET",
      path: "contract",
      answer: () => {
        view ??= contractView(model, locate, lettersOf);
        return view;
      },
    },
    {
      method: "GET",
      path: "message",
      answer: async ({ query }) => {
        const id = query.get("id") ?? "";
        return messageDetail(id, model, locate) ?? (await refused(`the document has no message ${JSON.stringify(id)}`, 404));
      },
    },
  ];
}
