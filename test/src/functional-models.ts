// The models of keras3_functional.py, written with the toolkit.
import * as nn from "../../src/nn/index.ts";

export function branches() {
  const steps = nn.input({ shape: [4, 3], name: "steps" });
  const facts = nn.input({ shape: [6], name: "facts" });
  const shared = nn.dense(6, { activation: "tanh", name: "shared" });
  const start = nn.dense(6, { name: "start" }).call(facts);
  const reader = nn.lstm(6, { returnState: true, name: "reader" });
  const [read, h, c] = reader.call(steps, { initialState: [start, shared.call(facts)] });
  const both = nn.concatenate({ name: "both" }).call([read!, shared.call(facts), shared.call(h!)]);
  const answer = nn.dense(2, { name: "answer_of_the_network" }).call(both);
  const score = nn.dense(1, { name: "score" }).call(c!);
  return { inputs: [steps, facts], outputs: [answer, score], name: "net" };
}

export function masked() {
  const words = nn.input({ shape: [4], name: "words" });
  const embedded = nn.embedding(7, 3, { maskZero: true, name: "embedded" }).call(words);
  const ahead = nn.gru(3, { returnSequences: true, name: "ahead" }).call(embedded);
  const both = nn.bidirectional(nn.gru(2, { returnSequences: true }), { name: "both" }).call(embedded);
  const joined = nn.concatenate({ name: "joined" }).call([ahead, both]);
  const read = nn.lstm(3, { name: "read" }).call(joined);
  return { inputs: words, outputs: nn.dense(2, { name: "out" }).call(read), name: "masked" };
}

export function attending() {
  const [words, asked] = [nn.input({ shape: [4], name: "words" }), nn.input({ shape: [3], name: "asked" })];
  const embedded = nn.embedding(7, 3, { maskZero: true, name: "embedded" }).call(words);
  const read = nn.gru(4, { returnSequences: true, name: "read" }).call(embedded);
  const query = nn.repeatVector(2, { name: "twice" }).call(nn.dense(4, { name: "query" }).call(asked));
  const [seen, weights] = nn.attention({ returnWeights: true, name: "look" }).call([query, read]);
  return { inputs: [words, asked], outputs: [nn.dense(2, { name: "out" }).call(seen!), weights!], name: "attending" };
}
