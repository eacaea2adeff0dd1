// A cell: all that a notebook needs but the sockets, in one line of the toolkit that is checked, compiled and run.
import { preloadOf } from "../preload.ts";
import type { Check } from "./check.ts";
import { repair } from "./repair.ts";

const probeCode = "countParameters(new RNNCell(8, 16, { rng: seed(0) }))";
/** 16·8 + 16·16 weights and 16 biases. */
const probeAnswer = "400";

export const cell: Check = {
  id: "cell",
  title: "Cell",
  next: `${repair}; if this stays, please report it with this line`,
  async find() {
    const { startSession } = await import("../../../kernel/session.ts");
    const began = performance.now();
    const session = await startSession(preloadOf());
    try {
      const outcome = await session.execute(probeCode);
      if (outcome.status === "error") return { status: "fault", found: `${outcome.ename}: ${outcome.evalue}` };
      const answer = String(outcome.result?.data["text/plain"]);
      if (answer !== probeAnswer)
        return { status: "fault", found: `${probeCode} expected ${probeAnswer}, but got ${answer}` };
      return { status: "ok", found: `ran one with the toolkit in ${Math.round(performance.now() - began)} ms` };
    } finally {
      await session.close();
    }
  },
};
