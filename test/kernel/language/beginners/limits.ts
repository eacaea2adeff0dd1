// Lines whose answer one engine cannot give, each with its reason: a test fails when one of them begins to work.
import type { EngineKind } from "../../../../kernel/language/index.ts";

export const limits: Record<EngineKind, ReadonlyMap<string, string>> = {
  native: new Map(),
  tslab: new Map([
    ["simpleRNN(4, 5)", "TypeScript 6 complains of the first overload, whose options are another type"],
    [
      "for (const step of train(new Linear(2, 3), [1], { loss: () => x })) {}",
      "TypeScript 6 complains of the call's first overload, and not of the loop",
    ],
  ]),
};
