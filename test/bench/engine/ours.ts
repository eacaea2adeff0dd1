// Our engine as a program of its own.

import { serve } from "./program.ts";
import { chosenBackend } from "./rooms.ts";
import { stepOf } from "./step.ts";

await serve(async wanted => {
  const { describe } = await chosenBackend();
  return { about: describe(), step: stepOf(wanted) };
});
