import assert from "node:assert/strict";
import { engineKinds } from "../../../kernel/language/index.ts";
import { conformance } from "./conformance.ts";

// A short run; the samples have tests of their own.
const settings = { seed: 7, samples: false, mutations: 150, cells: 60 };

for (const kind of engineKinds)
  it(`the conformance run, engine ${kind}: mutated cells, many cells, killed compilers`, async () => {
    for await (const { part, faults } of conformance(kind, settings)) assert.deepEqual(faults, [], part);
  }).timeout(120_000);
