// One rule for digits: a number that is no count is right with three, and no mistake is right by that.
import assert from "node:assert/strict";
import { assignment } from "../../assignments/index.ts";
import { judgeAnswer } from "../../src/checking/judging.ts";
import { definitionOf } from "../../src/checking/question.ts";
import { times } from "../soak.ts";

const students = Array.from({ length: times(2, 20) }, (_, n) => `student ${n + 1}`);

/** How a student may write a number with three digits. */
const written: Readonly<Record<string, (x: number) => number>> = {
  rounded: x => Number(x.toPrecision(3)),
  cut: x => {
    const scale = 10 ** (2 - Math.floor(Math.log10(Math.abs(x))));
    return Number((Math.trunc(x * scale) / scale).toPrecision(3));
  },
};

/** All numbers of an answer that are no counts, written so. */
const shortened = (answer: unknown, write: (x: number) => number): unknown => {
  if (typeof answer === "number") return Number.isInteger(answer) ? answer : write(answer);
  if (Array.isArray(answer)) return answer.map(item => shortened(item, write));
  if (typeof answer !== "object" || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).map(([name, part]) => [name, shortened(part, write)]));
};

describe("three digits are enough", () => {
  for (const name of assignment.names)
    it(`in ${name}`, async () => {
      for (const student of assignment.isPersonal(name) ? students : students.slice(0, 1))
        for (const question of Object.values(assignment.of(name, student))) {
          const definition = definitionOf(question as Parameters<typeof definitionOf>[0]);
          const { right } = definition.answer;
          // The numbers of a figure come from a program, and show by their digits that they were measured.
          if (typeof right === "object" && right !== null && "layout" in right) continue;
          for (const [how, write] of Object.entries(written)) {
            const answer = shortened(right, write);
            if (JSON.stringify(answer) === JSON.stringify(right) || (definition.answer.digits ?? 3) > 3) continue;
            const outcome = await judgeAnswer(definition, answer);
            assert.equal(
              outcome.status,
              "correct",
              `${how}: ${JSON.stringify(answer)}, ${student}: ${outcome.message}`,
            );
          }
        }
    });
});
