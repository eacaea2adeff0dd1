// The verdicts of the engine bench, on made-up figures.
import assert from "node:assert/strict";
import { barsOf, verdicts } from "./engine/bars.ts";
import type { Summary } from "./harness.ts";

const row = (name: string, engine: string, median: number): Summary => ({
  ...{ bench: "engine", case: name, engine, unit: "ms", min: median, median, n: 1, samples: [median] },
});

describe("the engine bench's bars", () => {
  const lstm = [
    row("lstm A many-to-many", "wasm", 2),
    row("lstm A many-to-many", "wasm-noflag", 4),
    row("lstm A many-to-many", "pytorch", 2.2),
  ];

  it("compares the LSTM with PyTorch", () => {
    assert.deepEqual(verdicts(lstm), [
      "met     lstm A many-to-many, wasm: 1.10 × pytorch (bar 1)",
      "MISSED  lstm A many-to-many, wasm-noflag: 0.55 × pytorch (bar 0.6)",
    ]);
  });

  it("compares threads with one, and with as many of PyTorch", () => {
    const threads = [row("lstm A many-to-many", "wasm-threads", 1), row("lstm A many-to-many", "pytorch-threads", 3)];
    assert.deepEqual(verdicts([...lstm, ...threads]).slice(2), [
      "met     lstm A many-to-many, wasm-threads: 3.00 × pytorch-threads (bar 1)",
      "met     lstm A many-to-many, wasm-threads: 2.00 × one thread (bar 1.7)",
    ]);
  });

  it("compares other cells with what the LSTM reaches", () => {
    const gru = [row("gru A many-to-many", "wasm", 2), row("gru A many-to-many", "pytorch", 1.1)];
    const [bar] = barsOf(gru[0]!, [...lstm, ...gru]);
    assert.equal(bar?.bar, 0.8);
    assert.ok(Math.abs(bar.ratio - 0.5) < 1e-9);
  });

  it("compares a unit of a ragged size with one of an even size", () => {
    const ragged = row("lstm A33 many-to-many", "wasm", 3);
    const [bar] = barsOf(ragged, [...lstm, ragged]);
    assert.ok(Math.abs(bar!.ratio - 2 / 32 / (3 / 33)) < 1e-9);
    assert.ok(bar!.ratio < bar!.bar);
  });

  it("compares a masked run with the same without a mask", () => {
    const [train, masked] = [row("lstm A many-to-many", "train", 2), row("lstm A many-to-many", "masked", 2.5)];
    assert.deepEqual(verdicts([train, masked]), [
      "MISSED  lstm A many-to-many, masked: 0.80 × the same without a mask (bar 0.91)",
    ]);
  });

  it("compares dropout with the same step without it", () => {
    const fit = row("lstm B many-to-many", "fit", 10);
    const [between, recurrent] = [row(fit.case, "fit-dropout", 10.5), row(fit.case, "fit-recurrent-dropout", 12)];
    assert.deepEqual(verdicts([fit, between, recurrent]), [
      "met     lstm B many-to-many, fit-dropout: 0.95 × the same without dropout (bar 0.91)",
      "MISSED  lstm B many-to-many, fit-recurrent-dropout: 0.83 × the same without dropout (bar 0.91)",
    ]);
  });

  it("has no bar where the other side was not measured", () => {
    assert.deepEqual(verdicts([lstm[0]!]), []);
    assert.deepEqual(verdicts([row("lstm A many-to-one", "wasm", 1), row("lstm A many-to-one", "pytorch", 9)]), []);
  });
});
