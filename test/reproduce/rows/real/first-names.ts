// First names by character: bits a character on names that were not seen.
import { batches, characters, loadNames } from "../../../../src/index.ts";
import { generators } from "../../learn.ts";
import { nextSymbol } from "../../next-symbol.ts";
import type { Row } from "../../row.ts";
import { KneserNey } from "../../simple/kneser-ney.ts";
import { CharacterModel, signsOf } from "./characters.ts";
import { against, realData } from "./data.ts";

const { data, unavailable } = realData(loadNames);

export const firstNames: Row = {
  name: "first-names",
  title: "First names by character",
  source: "A. Karpathy 2022, makemore; Kneser-Ney: S. Chen, J. Goodman 1999, doi 10.1006/csla.1999.0128",
  setting:
    "8,800 English names, a tenth unseen; LSTM, H 128, Adam .003, clipped at 1, batch 64, 12 epochs; the end counts",
  claims: {
    lstm: { of: "LSTM: bits a character", published: "—", expected: { atMost: 3 } },
    simple: { of: "5-grams with Kneser-Ney", published: "—" },
    gain: { of: "Kneser-Ney − LSTM", published: "—" },
  },
  unavailable,
  async measure(number) {
    const { rng } = generators(number);
    const all = [...new Set((await data()).names.map(name => name.toLowerCase()))];
    const order = generators(0).data.permutation(all.length).map(i => all[i]!); // biome-ignore format: a line
    const cut = Math.floor(all.length / 10);
    const signs = signsOf(all.join(""), 1, { padding: "·", start: "^", end: "." });
    const encode = (names: string[]) => names.map(name => signs.encode(characters(name), { start: true, end: true }));
    const [unseen, known] = [encode(order.slice(0, cut)), encode(order.slice(cut))];
    // The start is given, not said.
    const said = (rows: number[][]) => rows.map(row => row.slice(1));
    const simple = new KneserNey(said(known), signs.size).bits(said(unseen));
    const model = new CharacterModel(signs.size, 128, rng);
    const held = nextSymbol(unseen);
    const curve = await model.learn(batches(nextSymbol(known), { batchSize: 64, rng }), {
      epochs: 12,
      every: 100,
      carried: false,
      measure: () => model.cost(held).loss.item() / Math.LN2,
    });
    const lstm = curve.at(-1)!.value;
    return {
      numbers: { lstm, simple, gain: simple - lstm },
      figure: () => against("First names by character", "bits a character, unseen names", curve, { label: "5-grams", value: simple }), // biome-ignore format: a line
    };
  },
};
