// Letters to sounds with attention on CMUdict, beside counts of what letters are said between the same neighbors.
import {
  AdditiveAttention,
  adam,
  concat,
  crossEntropy,
  Embedding,
  GRUCell,
  greedyDecode,
  heatMap,
  Linear,
  loadPronunciations,
  noGrad,
  padSequences,
  type Rng,
  sequenceMask,
  stack,
  type Tensor,
  teacherForcing,
  unroll,
  type Vocabulary,
  vocabulary,
} from "../../../../src/index.ts";
import { generators, learn } from "../../learn.ts";
import type { Row } from "../../row.ts";
import { editDistance } from "../../simple/edit-distance.ts";
import { LetterToSound } from "../../simple/letter-to-sound.ts";
import { realData } from "./data.ts";

const { data, unavailable } = realData(loadPronunciations);
const [H, known, longest, updates] = [96, 20_000, 12, 2000];

interface Entry {
  readonly word: string;
  readonly sounds: readonly string[];
}

interface State {
  readonly h: Tensor;
  readonly read: Tensor;
  readonly mask: Tensor;
}

class Speaker {
  readonly letters: Vocabulary;
  readonly sounds: Vocabulary;
  readonly embed: Embedding;
  readonly ahead: GRUCell;
  readonly back: GRUCell;
  readonly start: Linear;
  readonly sound: Embedding;
  readonly decoder: GRUCell;
  readonly attention: AdditiveAttention;
  readonly readout: Linear;
  looks: Tensor[] = [];

  constructor(entries: readonly Entry[], rng: Rng) {
    this.letters = vocabulary(entries.flatMap(({ word }) => [...word]), { padding: "·" }); // biome-ignore format: a line
    this.sounds = vocabulary(entries.flatMap(({ sounds }) => sounds), { padding: "·", start: "^", end: "." }); // biome-ignore format: a line
    this.embed = new Embedding(this.letters.size, 32, { rng });
    this.ahead = new GRUCell(32, H, { rng });
    this.back = new GRUCell(32, H, { rng });
    this.start = new Linear(2 * H, H, { rng });
    this.sound = new Embedding(this.sounds.size, 32, { rng });
    this.decoder = new GRUCell(32 + 2 * H, H, { rng });
    this.attention = new AdditiveAttention(H, 2 * H, H, { rng });
    this.readout = new Linear(3 * H, this.sounds.size, { rng });
  }

  read(words: readonly string[]): State {
    const ids = words.map(word => this.letters.encode([...word]));
    const mask = sequenceMask(ids.map(row => row.length), { padding: "post" }); // biome-ignore format: a line
    const x = this.embed.forward(padSequences(ids, { padding: "post" }));
    const [ahead, back] = [unroll(this.ahead, x, { mask }), unroll(this.back, x, { mask, reverse: true })];
    const read = concat([stack(ahead.hidden, 1), stack(back.hidden, 1)], 2);
    return { h: this.start.forward(concat([ahead.state, back.state], 1)).tanh(), read, mask };
  }

  readonly step = (ids: readonly number[], { h, read, mask }: State) => {
    const { context, weights } = this.attention.forward(h, read, { mask });
    this.looks.push(weights);
    const next = this.decoder.forward(concat([this.sound.forward([...ids]), context], 1), h);
    return { logits: this.readout.forward(concat([next, context], 1)), state: { h: next, read, mask } };
  };

  loss(entries: readonly Entry[]): Tensor {
    const ids = entries.map(({ sounds }) => this.sounds.encode(sounds, { end: true }));
    const targets = padSequences(ids, { padding: "post" });
    const mask = sequenceMask(ids.map(row => row.length), { padding: "post" }); // biome-ignore format: a line
    const state = this.read(entries.map(({ word }) => word));
    const { logits } = teacherForcing(this.step, targets, { state, start: this.sounds.start });
    this.looks = [];
    return crossEntropy(logits, targets, { mask });
  }

  say(words: readonly string[]): string[][] {
    const { start, end } = this.sounds;
    const said = noGrad(() => greedyDecode(this.step, { state: this.read(words), start, end, maximum: 2 * longest }));
    this.looks = [];
    return said.map(({ ids }) => this.sounds.decode(ids));
  }

  /** Where each sound of a word looks: [sound][letter]. */
  alignment({ word, sounds }: Entry): number[][] {
    const targets = [this.sounds.encode(sounds)];
    noGrad(() => teacherForcing(this.step, targets, { state: this.read([word]), start: this.sounds.start }));
    const map = this.looks.map(weights => (weights.toArray() as number[][])[0]!);
    this.looks = [];
    return map;
  }
}

/** Wrong sounds over sounds, each word by the way to say it that is nearest. */
function errorRate(
  say: readonly (readonly string[])[],
  words: readonly string[],
  ways: ReadonlyMap<string, readonly string[][]>,
): number {
  let [wrong, all] = [0, 0];
  words.forEach((word, n) => {
    const best = ways.get(word)!.map(way => ({ distance: editDistance(say[n]!, way), length: way.length })).reduce((a, b) => (b.distance < a.distance ? b : a)); // biome-ignore format: a line
    wrong += best.distance;
    all += best.length;
  });
  return wrong / all;
}

/** Between a sound's place in its word and the letter that it looks at most, over many words. */
function correlation(maps: readonly (readonly (readonly number[])[])[]): number {
  const pairs = maps.flatMap(map => map.map((weights, t) => [t / map.length, weights.indexOf(Math.max(...weights)) / weights.length] as const)); // biome-ignore format: a line
  const mean = (k: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = (f: (a: number, b: number) => number) => pairs.reduce((sum, [a, b]) => sum + f(a - x, b - y), 0);
  return spread((a, b) => a * b) / Math.sqrt(spread(a => a * a) * spread((_, b) => b * b));
}

export const pronunciationsRow: Row = {
  name: "pronunciations",
  title: "Letters to sounds with attention",
  source: "K. Yao, G. Zweig 2015, arXiv 1506.00196 (whole CMUdict: 5.5 %); counts: A. Black et al. 1998",
  setting: "CMUdict without stress, words of 3 to 12 letters, 20,000 known, 1,000 unseen; GRU 96 both ways, additive attention, Adam .002, clipped at 1, 2,000 updates of 64", // biome-ignore format: a line
  claims: {
    rate: { of: "attention: wrong sounds over sounds", published: ".055 from all 110,000 words", expected: { atMost: 0.25 } }, // biome-ignore format: a line
    simple: { of: "counts of letters between neighbors", published: "—" },
    gain: { of: "counts − attention", published: "—" },
    diagonal: { of: "correlation of sound and letter looked at", published: "runs along a diagonal", expected: { atLeast: 0.9 } }, // biome-ignore format: a line
  },
  unavailable,
  async measure(number) {
    const { words, sounds } = await data();
    const ways = new Map<string, string[][]>();
    words.forEach((word, n) => {
      if (word.length < 3 || word.length > longest) return;
      const way = sounds[n]!.map(sound => sound.replace(/\d/, ""));
      ways.set(word, [...(ways.get(word) ?? []), way]);
    });
    const all = [...ways.keys()];
    const order = generators(0).data.permutation(all.length).map(n => all[n]!); // biome-ignore format: a line
    const unseen = order.slice(0, 1000);
    const entries = order.slice(1000, 1000 + known).map(word => ({ word, sounds: ways.get(word)![0]! }));

    const { rng, data: draws } = generators(number);
    const model = new Speaker(entries, rng);
    const rate = () => errorRate(model.say(unseen), unseen, ways);
    const learned = await learn({
      model,
      draw: () => Array.from({ length: 64 }, () => entries[draws.integers(0, entries.length)]!),
      loss: batch => model.loss(batch),
      optimizer: adam(0.002),
      updates,
      every: 500,
      measure: rate,
      until: () => false,
    });
    const counts = new LetterToSound(entries.map(({ word }) => word), entries.map(entry => entry.sounds)); // biome-ignore format: a line
    const simple = errorRate(unseen.map(word => counts.say(word)), unseen, ways); // biome-ignore format: a line
    const shown = unseen.slice(0, 100).map(word => ({ word, sounds: ways.get(word)![0]! }));
    const maps = shown.map(entry => model.alignment(entry));
    const longWord = shown.reduce((a, b) => (b.word.length > a.word.length ? b : a));
    return {
      numbers: { rate: learned.value, simple, gain: simple - learned.value, diagonal: correlation(maps) },
      figure: () => heatMap(model.alignment(longWord), { x: [...longWord.word], y: [...longWord.sounds], label: "weight", title: `Where each sound of “${longWord.word}” looks` }), // biome-ignore format: a line
    };
  },
};
