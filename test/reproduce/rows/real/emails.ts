// Wanted e-mail or spam from its first L words: a GRU beside a bag of words.
import {
  adam,
  binaryCrossEntropyWithLogits,
  Embedding,
  GRUCell,
  keepBias,
  Linear,
  line,
  loadEmails,
  noGrad,
  padSequences,
  sequenceMask,
  tensor,
  unroll,
  vocabulary,
} from "../../../../src/index.ts";
import { generators, learn, share } from "../../learn.ts";
import type { Row } from "../../row.ts";
import { NaiveBayes } from "../../simple/naive-bayes.ts";
import { realData } from "./data.ts";

const { data, unavailable } = realData(() => loadEmails({ minimumWords: 200 }));
const lengths = [10, 50, 200] as const;
const updates = 400;

interface Mails {
  readonly texts: readonly (readonly string[])[];
  readonly labels: readonly number[];
}

async function gru({ known, unseen }: { known: Mails; unseen: Mails }, L: number, number: number): Promise<number> {
  const { rng, data: order } = generators(number);
  const first = (mails: Mails) => mails.texts.map(words => words.slice(0, L));
  const words = vocabulary(first(known).flat(), { padding: "·", unknown: "�", size: 3000 });
  const encode = (mails: Mails) => first(mails).map(text => words.encode(text));
  const [ids, held] = [encode(known), encode(unseen)];
  const model = {
    embed: new Embedding(words.size, 32, { rng }),
    cell: new GRUCell(32, 32, { rng, biasInitializer: keepBias(L) }),
    readout: new Linear(32, 1, { rng }),
  };
  const score = (rows: readonly number[][]) => {
    const x = padSequences(rows, { padding: "post" });
    const mask = sequenceMask(rows.map(row => row.length), { padding: "post" }); // biome-ignore format: a line
    return model.readout.forward(unroll(model.cell, model.embed.forward(x), { mask }).state);
  };
  const right = () => {
    const said = noGrad(() => score(held).values());
    return share(unseen.labels.map((label, n) => said[n]! > 0 === (label === 1)));
  };
  const learned = await learn({
    model,
    draw: () => Array.from({ length: 32 }, () => order.integers(0, ids.length)),
    loss: batch => binaryCrossEntropyWithLogits(score(batch.map(n => ids[n]!)), tensor(batch.map(n => [known.labels[n]!]))), // biome-ignore format: a line
    optimizer: adam(0.003),
    updates,
    every: updates,
    measure: right,
    until: () => false,
  });
  return learned.value;
}

function bagOfWords({ known, unseen }: { known: Mails; unseen: Mails }, L: number): number {
  const first = ({ texts }: Mails) => texts.map(words => words.slice(0, L));
  const model = new NaiveBayes(first(known), known.labels);
  return share(first(unseen).map((words, n) => model.score(words) > 0 === (unseen.labels[n] === 1)));
}

async function parts(): Promise<{ known: Mails; unseen: Mails }> {
  const { texts, labels } = await data();
  const words = texts.map(text => text.toLowerCase().match(/[a-z']+|\d+|[^\sa-z\d]/g) ?? []);
  const order = generators(0).data.permutation(texts.length);
  const cut = Math.floor(texts.length / 5);
  const pick = (rows: number[]) => ({ texts: rows.map(n => words[n]!), labels: rows.map(n => labels[n]!) });
  return { unseen: pick(order.slice(0, cut)), known: pick(order.slice(cut)) };
}

export const emails: Row = {
  name: "emails",
  title: "Spam from the first L words",
  source: "SpamAssassin's public corpus; bag of words: A. McCallum, K. Nigam 1998",
  setting: "e-mails of 200 words or more, a fifth unseen; GRU 32 with keep-bias ln L, embeddings 32, Adam .003, clipped at 1, 400 updates of 32", // biome-ignore format: a line
  claims: {
    gru10: { of: "GRU, L 10: accuracy", published: "—" },
    gru50: { of: "GRU, L 50", published: "—" },
    gru200: { of: "GRU, L 200", published: "—", expected: { atLeast: 0.85 } },
    bag10: { of: "bag of words, L 10: accuracy", published: "—" },
    bag50: { of: "bag of words, L 50", published: "—" },
    bag200: { of: "bag of words, L 200", published: "—" },
  },
  unavailable,
  async measure(number) {
    const all = await parts();
    const [gru10, gru50, gru200] = [
      await gru(all, 10, number),
      await gru(all, 50, number),
      await gru(all, 200, number),
    ];
    const [bag10, bag50, bag200] = lengths.map(L => bagOfWords(all, L)) as [number, number, number];
    return {
      numbers: { gru10, gru50, gru200, bag10, bag50, bag200 },
      figure: () =>
        line(
          { GRU: [[10, gru10], [50, gru50], [200, gru200]], "bag of words": [[10, bag10], [50, bag50], [200, bag200]] },
          { xLabel: "words read", yLabel: "accuracy", title: "Spam from the first words" },
        ), // biome-ignore format: points
    };
  },
};
