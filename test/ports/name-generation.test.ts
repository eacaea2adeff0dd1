// PyTorch's tutorial "NLP From Scratch: Generating Names with a Character-Level RNN": a cell of three linear maps that is told the
// language at every step writes names letter by letter. Without its dropout.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  characters,
  concat,
  crossEntropy,
  generate,
  Linear,
  oneHot,
  seed,
  sgd,
  stack,
  type Tensor,
  train,
  vocabulary,
  zeros,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const letters = vocabulary([...characters("abcdefghijklmnopqrstuvwxyz"), "<end>"]);
const end = letters.size - 1;
const names = [["amari", 0], ["koro", 1], ["sven", 2], ["belmonte", 0], ["takemi", 1]] as const; // biome-ignore format: a table
const [H, languages, V] = [7, 3, letters.size];

describe("port: PyTorch's generation of names", () => {
  it("has the original's losses over twenty names, and writes the same ones", async () => {
    const original = numbersOf("name_generation");
    const model = {
      toHidden: new Linear(languages + V + H, H, float64),
      toOutput: new Linear(languages + V + H, V, float64),
      out: new Linear(H + V, V, float64),
    };
    new Drawing(23).fill(model, 0.3);
    const step = (language: number, letter: number, before: Tensor) => {
      const joined = concat([oneHot(language, languages, float64), oneHot(letter, V, float64), before]);
      const h = model.toHidden.forward(joined);
      return { logits: model.out.forward(concat([h, model.toOutput.forward(joined)])), state: h };
    };

    const data = names.map(([name, language]) => ({ ids: letters.encode(characters(name)), language }));
    const loss = ({ ids, language }: (typeof data)[0]) => {
      let h = zeros([H], float64);
      const logits = ids.map(letter => {
        const next = step(language, letter, h);
        h = next.state;
        return next.logits;
      });
      return crossEntropy(stack(logits), [...ids.slice(1), end], { reduction: "sum" });
    };
    const losses: number[] = [];
    for await (const { step: n, loss: value } of train(model, data, { loss, optimizer: sgd(0.05), epochs: 4 }))
      losses.push(value / data[(n - 1) % data.length]!.ids.length);
    assertClose(losses, original.losses, 1e-12);

    const written = ["a", "k", "s"].map((first, language) => {
      const next = (letter: number, h = zeros([H], float64)) => step(language, letter, h);
      const start = letters.encode([first]);
      const { ids } = generate(next, { rng: seed(0), start, end, maximum: 8, temperature: 0 });
      return first + letters.decode(ids).join("");
    });
    assert.deepEqual(written, original.written);
  });
});
