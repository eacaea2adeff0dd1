// A cell that shows nothing for long is told how it is stopped, and no trace of that stays.
import assert from "node:assert/strict";
import { mock } from "node:test";
import { silenceMs, watchSilence } from "../../../kernel/handlers/silence.ts";
import type { Output } from "../../../kernel/protocol/output.ts";

describe("a cell that shows nothing", () => {
  let said: Output[];
  const watch = () => watchSilence(output => said.push(output));
  const printed: Output = { type: "stream", name: "stdout", text: "1\n" };
  const kinds = () => said.map(output => (output.type === "clear" ? `clear, wait ${output.wait}` : output.type));

  beforeEach(() => {
    said = [];
    mock.timers.enable({ apis: ["setTimeout"] });
  });
  afterEach(() => mock.timers.reset());

  it("is told once, on stderr, what stops it and what stays", () => {
    watch();
    mock.timers.tick(silenceMs - 1);
    assert.equal(said.length, 0);
    mock.timers.tick(1);
    mock.timers.tick(10 * silenceMs);
    assert.equal(said.length, 1);
    const [output] = said;
    assert.ok(output?.type === "stream" && output.name === "stderr");
    assert.match(
      output.text,
      /^This cell has run for 10 s .*Does its loop end\? .*Interrupt.* stops it, and all variables stay\.\n$/,
    );
  });

  it("loses the sentence to its first output", () => {
    const silence = watch();
    mock.timers.tick(silenceMs);
    silence.add(printed);
    silence.add(printed);
    silence.done(false);
    assert.deepEqual(kinds(), ["stream", "clear, wait true", "stream", "stream"]);
  });

  it("loses it at its end: at once, or to the value or error that follows", () => {
    for (const [shows, clear] of [
      [false, "clear, wait false"],
      [true, "clear, wait true"],
    ] as const) {
      said = [];
      const silence = watch();
      mock.timers.tick(silenceMs);
      silence.done(shows);
      assert.deepEqual(kinds(), ["stream", clear]);
    }
  });

  it("loses it at once to an update of another cell's display, which takes no place here", () => {
    const silence = watch();
    mock.timers.tick(silenceMs);
    silence.add({ type: "display", displayId: "a", update: true, data: {}, metadata: {} });
    assert.deepEqual(kinds(), ["stream", "clear, wait false", "display"]);
  });

  for (const [what, early] of [
    ["has shown something", (silence: ReturnType<typeof watch>) => silence.add(printed)],
    ["asks something", (silence: ReturnType<typeof watch>) => silence.end()],
    ["is done", (silence: ReturnType<typeof watch>) => silence.done(false)],
  ] as const)
    it(`is not told when it ${what} before that, and nothing is cleared`, () => {
      const silence = watch();
      mock.timers.tick(silenceMs - 1);
      early(silence);
      mock.timers.tick(10 * silenceMs);
      assert.deepEqual(
        said.filter(output => output !== printed),
        [],
      );
    });
});
