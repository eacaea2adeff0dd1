// A course: assignments by their names, made early or late.
import assert from "node:assert/strict";
import { course, exactly, question } from "../../../src/checking/index.ts";

const number = (right: number) =>
  question({ id: `demo/${right}`, asks: "", answer: exactly(right), because: "", hints: [] });

describe("course", () => {
  const assignment = course({ counting: { q1: number(6) }, gates: () => ({ q1: number(7) }) });

  it("gives an assignment's questions by its name", () => {
    assert.equal(assignment("counting").q1.check(6).status, "correct");
    assert.equal(assignment("gates").q1.check(7).status, "correct");
  });

  it("lists its names", () => assert.deepEqual(assignment.names, ["counting", "gates"]));

  it("makes late questions once, and only when they are asked for", () => {
    let made = 0;
    const late = course({
      gates: () => {
        made++;
        return { q1: number(7) };
      },
    });
    assert.equal(made, 0);
    assert.equal(late("gates"), late("gates"));
    assert.equal(made, 1);
  });

  it("says which names there are", () => {
    assert.throws(() => assignment("countin" as never), {
      name: "RangeError",
      message: 'assignment knows "counting", "gates", but got "countin"',
    });
    assert.throws(() => assignment("toString" as never), RangeError);
    assert.throws(() => course({})("x" as never), /knows no name: its course is empty, but got "x"/);
  });
});
