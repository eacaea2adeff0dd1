// The loops as a notebook writes them, on the default build. A program of its own; program.ts has the lines.
import { chosenBackend } from "../engine/rooms.ts";
import type { LoopCase } from "./cases.ts";
import { serve } from "./program.ts";
import { trainingStep } from "./training-step.ts";

await serve<LoopCase>(async wanted => {
  const { describe } = await chosenBackend();
  return { about: describe(), step: trainingStep(wanted) };
});
