// A model of every kind of recurrence, trained on the backend in use; what it lost after each epoch. Started by itself with a
// backend's name it prints that.
import { pathToFileURL } from "node:url";
import { type BackendName, setBackend } from "../../../../src/backend/index.ts";
import { bidirectional, dense, embedding, gru, lstm, simpleRNN } from "../../../../src/nn/index.ts";
import { oneHot, seed } from "../../../../src/tensor/index.ts";
import { sequential } from "../../../../src/training/index.ts";

export async function trained(): Promise<number[]> {
  const rng = seed(5);
  const ids = rng.uniform(0, 12, [24, 9]).values();
  // 0 is padding: every sequence ends in some.
  const x = Array.from({ length: 24 }, (_, i) =>
    Array.from({ length: 9 }, (_, t) => (t > 3 + (i % 6) ? 0 : Math.floor(ids[i * 9 + t]!))),
  );
  const y = oneHot(
    x.map(row => row[0]! % 3),
    3,
  );
  const model = sequential([
    embedding(12, 6, { maskZero: true }),
    bidirectional(lstm(7, { returnSequences: true })),
    gru(8, { returnSequences: true }),
    simpleRNN(6),
    dense(3, { activation: "softmax" }),
  ], { seed: 3 }); // biome-ignore format: a list
  model.compile({ loss: "categoricalCrossentropy", optimizer: "adam" });
  const history = await model.fit(x, y, { epochs: 6, batchSize: 8, verbose: 0 });
  return history.history.loss!.map(Number);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , folder, name] = process.argv as [string, string, string, BackendName];
  process.chdir(folder);
  await setBackend(name);
  console.log(JSON.stringify({ losses: await trained() }));
}
