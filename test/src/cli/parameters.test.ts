import assert from "node:assert/strict";
import { readParameters, typed } from "../../../src/cli/parameters.ts";

describe("parameters on the command line", () => {
  it("have the types that papermill gives them", () => {
    const samples: [text: string, value: unknown][] = [
      ["3", 3],
      ["-3", -3],
      ["0.5", 0.5],
      ["1e-3", 0.001],
      [".5", 0.5],
      ["1_000", 1000],
      ["nan", Number.NaN],
      ["-inf", Number.NEGATIVE_INFINITY],
      ["True", true],
      ["false", false],
      ["None", null],
      ["null", null],
      ["adam", "adam"],
      ["", ""],
      ["3 epochs", "3 epochs"],
      ["0x10", "0x10"],
      ["[1, 2]", [1, 2]],
      ['{"a": 1}', { a: 1 }],
      ['"3"', "3"],
      ["[1, 2", "[1, 2"],
    ];
    for (const [text, value] of samples) assert.deepEqual(typed(text), value, text);
  });

  it("stand anywhere, take what begins with a dash, and the last one counts", () => {
    const { parameters, rest } = readParameters([
      "-p",
      "a",
      "-1",
      "n.ipynb",
      "-r",
      "b",
      "7",
      "--output",
      "o",
      "-p",
      "a",
      "2",
    ]);
    assert.deepEqual(
      [...parameters],
      [
        ["a", 2],
        ["b", "7"],
      ],
    );
    assert.deepEqual(rest, ["n.ipynb", "--output", "o"]);
  });

  it("that are wrong are told", () => {
    const refused = (args: string[], message: RegExp) => assert.throws(() => readParameters(args), message);
    refused(["-p", "alpha=0.5"], /a name and its value as two words: -p alpha 0\.5$/);
    refused(
      ["-p", "alpha", "--output", "o"],
      /-p alpha expects a value, but got the option --output\. .*: -r alpha --output/,
    );
    refused(["-p", "my-name", "1"], /expects a name as a parameter, such as epochs, but got "my-name"/);
    refused(["-p", "class", "1"], /"class"/);
    refused(["-p", "await", "1"], /"await"/);
    refused(["-p", "a b;c", "1"], /"a b;c"/);
    refused(["-p", "a"], /-p a expects a value, but got nothing/);
    refused(["-f", "no such file.json"], /parameters of no such file\.json cannot be read/);
  });
});
