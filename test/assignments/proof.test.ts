// Every question of every assignment, proven in all its outcomes.
import { assignment } from "../../assignments/index.ts";
import { prove, type Question } from "../../src/checking/index.ts";

for (const name of assignment.names)
  describe(`the questions of ${name}`, () => {
    for (const question of Object.values(assignment.of(name, "ana")) as Question<number>[])
      it(`${question.id} is right when its answer is right, and knows each mistake by its own hint`, () =>
        prove(question));
  });
