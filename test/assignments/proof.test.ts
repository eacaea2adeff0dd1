// Every assignment is proven: right answers, blanks, listed mistakes with their hints, hidden checks, and mutants of functions.
import { assignment } from "../../assignments/index.ts";
import { prove } from "../../src/checking/index.ts";
import { mutantsOf } from "../../src/grader/prove/mutants.ts";
import { times } from "../soak.ts";
import { besideOf } from "./beside.ts";

/** All mutants and made-up students in a soak; in a test one of 24 mutants of each function, and one student. */
const someMutantsOf: typeof mutantsOf = (...made) => mutantsOf(...made).filter((_, i) => i % times(24, 1) === 0);

describe("the questions of", () => {
  for (const name of assignment.names)
    it(`${name} are right when their answers are, know each mistake by its own hint, and catch mutants`, async function () {
      this.timeout(60_000);
      await prove(assignment, {
        names: [name],
        students: times(1, 20),
        beside: { [name]: await besideOf(name) },
        mutantsOf: someMutantsOf,
        report: line => console.log(`      ${line.replaceAll("\n", "\n      ")}`),
      });
    });

  it("all assignments have ids of their own", () => prove(assignment, { students: times(1, 20) }));
});
