// Sampling: from what a model says about the next symbol to a symbol, and on to a whole sequence.
import { formatShape, pollInterrupt } from "../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../options.ts";
import { asTensor, logSoftmax, noGrad, Rng, type Tensor, type TensorLike } from "../tensor/index.ts";

/** Options of `sample` and `samplingProbabilities`. */
export interface SampleOptions {
  /**
   * What the numbers are: "logits" (where left out; log-probabilities are logits too), or "probabilities", as a model that ends
   * in softmax gives them. Left out, numbers that can only be probabilities are refused: read as logits they are nearly alike.
   */
  from?: "logits" | "probabilities";
  /** Divides the logits: below 1 the likely becomes likelier, above 1 all more alike; 0 takes the likeliest. 1 where left out. */
  temperature?: number;
  /** Only the k likeliest can be drawn; all where left out. */
  topK?: number;
  /**
   * Only the likeliest whose probabilities (after the temperature) come to this sum can be drawn; all where left out.
   * A. Holtzman et al. 2020, https://arxiv.org/abs/1904.09751, section 3.1.
   */
  topP?: number;
  /** Ids that must not come, such as the unknown token. Their probability goes to the others: as drawing again until another comes. */
  reject?: readonly number[];
}

const sampleOptions: OptionNames<SampleOptions> = {
  from: true,
  temperature: "number",
  topK: "number",
  topP: "number",
  reject: true,
};

/**
 * The probabilities that `sample` draws from: softmax of logits / temperature over the top k that are not rejected.
 * @param logits [classes], one for each symbol; or probabilities, with `from: "probabilities"`
 * @returns one number for each symbol, with a sum of 1
 * @throws RangeError for numbers of another shape, NaN, probabilities where nothing says that they are, or an option
 * that
 * leaves nothing to draw from
 * @example samplingProbabilities(model.predict(x).at(0), { from: "probabilities", temperature: 0.8 })
 */
export function samplingProbabilities(logits: TensorLike, options: SampleOptions = {}): number[] {
  return probabilitiesFor("samplingProbabilities", logits, options);
}

function probabilitiesFor(who: string, logits: TensorLike, options: SampleOptions): number[] {
  assertOptions(who, options, sampleOptions);
  const { temperature = 1, topK, topP, reject = [], from } = options;
  const scores = scoresOf(who, logits, from);
  if (!(temperature >= 0)) throw new RangeError(`${who} expects a temperature ≥ 0, but got ${temperature}`);
  if (topK !== undefined && (!Number.isInteger(topK) || topK < 1))
    throw new RangeError(`${who} expects topK to be a whole number ≥ 1, but got ${topK}`);
  if (topP !== undefined && !(topP > 0 && topP <= 1))
    throw new RangeError(`${who} expects topP above 0 and up to 1, but got ${topP}`);
  if (!Array.isArray(reject))
    throw new TypeError(`${who} expects reject to be a list of ids, but got ${describe(reject)}`);
  for (const id of reject) assertId(who, "ids to reject", id, scores.length);
  const barred = new Set(reject);
  const allowed = Array.from(scores.keys()).filter(id => !barred.has(id) && scores[id]! > Number.NEGATIVE_INFINITY);
  if (allowed.length === 0)
    throw new RangeError(`${who} expects at least one id that is not rejected, but all are (or have a logit of −∞)`);
  allowed.sort((a, b) => scores[b]! - scores[a]!); // stable: of equals the lower id first
  const kept = temperature === 0 ? allowed.slice(0, 1) : allowed.slice(0, topK);
  const best = scores[kept[0]!]!;
  const weights = kept.map(id => (temperature === 0 ? 1 : Math.exp((scores[id]! - best) / temperature)));
  if (topP !== undefined) weights.length = kept.length = nucleus(weights, topP);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const probabilities = new Array<number>(scores.length).fill(0);
  kept.forEach((id, i) => {
    probabilities[id] = weights[i]! / total;
  });
  return probabilities;
}

/** How many of the weights, the largest first, come to a share of their sum. */
function nucleus(weights: readonly number[], share: number): number {
  const wanted = share * weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const at = weights.findIndex(weight => {
    sum += weight;
    return sum >= wanted;
  });
  return at < 0 ? weights.length : at + 1;
}

/**
 * Draws the id of the next symbol.
 * @param logits [classes], or log-probabilities, which are logits too; or probabilities, with `from: "probabilities"`
 * @returns an id from 0 to classes − 1
 * @throws RangeError as `samplingProbabilities`
 * @example sample(model.readout.forward(h), rng, { temperature: 0.8, reject: [vocab.unknown] })
 */
export function sample(logits: TensorLike, rng: Rng, options: SampleOptions = {}): number {
  if (!(rng instanceof Rng))
    throw new TypeError(`sample expects a generator as its second argument, seed(0), but got ${describe(rng)}`);
  const probabilities = probabilitiesFor("sample", logits, options);
  return rng.choice(probabilities.length, probabilities);
}

/** One step of a model that writes: reads a symbol and the state before it, says what may come next and the state after it. */
export type NextSymbol<State = Tensor> = (id: number, state: State | undefined) => { logits: Tensor; state: State };

/** Options of `generate`: those of `sample`, and where to begin and end. */
export interface GenerateOptions extends SampleOptions {
  rng: Rng;
  /** What is read before the first symbol is drawn: at least one id, such as that of the start token. */
  start: readonly number[];
  /** The id that ends a sequence; none where left out. */
  end?: number;
  /** How many symbols at most. */
  maximum: number;
}

const generateOptions: OptionNames<GenerateOptions> = {
  ...sampleOptions,
  rng: "generator",
  start: true,
  end: "number",
  maximum: "number",
};

/** What `generate` wrote. */
export interface Generated {
  /** The symbols drawn, without those of `start` and without the one that ended them. */
  readonly ids: number[];
  /** Whether the end symbol came; false where the maximum was reached first. */
  readonly ended: boolean;
  /** ln P of what was drawn (the end symbol counted) under the model itself, whatever temperature it was drawn with. */
  readonly logProbability: number;
}

/**
 * Writes a sequence: each symbol drawn is read before the next is drawn, until the end symbol or the maximum.
 * @param next one step of the model: reads an id and the state before it (undefined at the start), gives logits and state
 * @throws RangeError for a start without ids, an id that no symbol has, or what `sample` refuses
 * @example
 * const next = (id: number, state = cell.zeroState([])) => {
 *   const h = cell.forward(embed.forward(id), state)
 *   return { logits: readout.forward(h), state: h }
 * }
 * vocab.decode(generate(next, { rng: seed(0), start: [vocab.start], end: vocab.end, maximum: 50 }).ids)
 */
export function generate<State = Tensor>(next: NextSymbol<State>, options: GenerateOptions): Generated {
  if (typeof next !== "function")
    throw new TypeError(
      `generate expects a function (id, state) => ({ logits, state }) as its first argument, but got ${describe(next)}`,
    );
  assertOptions("generate", options, generateOptions);
  const { rng, start, end, maximum, ...sampling } = options;
  if (!Array.isArray(start) || start.length === 0)
    throw new RangeError(`generate expects at least one id to start from, start: [id], but got ${describe(start)}`);
  for (const id of start)
    if (!(Number.isInteger(id) && id >= 0))
      throw new RangeError(`generate expects ids to start from, whole numbers ≥ 0, but got ${describe(id)}`);
  if (!Number.isInteger(maximum) || maximum < 0)
    throw new RangeError(`generate expects maximum to be a whole number ≥ 0, but got ${maximum}`);
  return noGrad(() => {
    let state: State | undefined;
    let logits: Tensor | undefined;
    for (const id of start) ({ logits, state } = next(id, state));
    if (end !== undefined) assertId("generate", "an end", end, logits!.size);
    const ids: number[] = [];
    let logProbability = 0;
    while (ids.length < maximum) {
      pollInterrupt();
      const id = sample(logits!, rng, sampling);
      logProbability += logProbabilityOf(logits!, id, sampling.from);
      if (id === end) return { ids, ended: true, logProbability };
      ids.push(id);
      ({ logits, state } = next(id, state));
    }
    return { ids, ended: false, logProbability };
  });
}

/** An id that no symbol has would be passed over silently. */
function assertId(who: string, what: string, id: number, count: number): void {
  if (!Number.isInteger(id) || id < 0 || id >= count)
    throw new RangeError(
      `${who} expects ${what} from 0 to ${count - 1}, as many as there are logits, but got ${describe(id)}`,
    );
}

/** Logits; of probabilities their logarithms. */
function scoresOf(who: string, logits: TensorLike, from: SampleOptions["from"]): number[] {
  if (from !== undefined && from !== "logits" && from !== "probabilities")
    throw new RangeError(`${who} expects from: "logits" or "probabilities", but got ${describe(from)}`);
  const step = asTensor(logits, "float64");
  if (step.shape.length !== 1 || step.size === 0)
    throw new RangeError(
      `${who} expects the logits of one step, [classes], but got ${formatShape(step.shape)}; at(i) gives one of a batch`,
    );
  const scores = Array.from(step.values());
  if (from === "probabilities") {
    if (!areProbabilities(scores))
      throw new RangeError(`${who} expects probabilities, ≥ 0 with a sum of 1, but got ${sumUp(scores)}`);
    return scores.map(Math.log);
  }
  const wrong = scores.findIndex(score => Number.isNaN(score) || score === Number.POSITIVE_INFINITY);
  if (wrong >= 0) throw new RangeError(`${who} expects finite logits, but got ${scores[wrong]} at [${wrong}]`);
  if (from === undefined && scores.length > 1 && areProbabilities(scores) && !scores.every(Number.isInteger))
    throw new RangeError(
      `${who} expects logits, but these numbers are probabilities (≥ 0 with a sum of 1), as softmax gives them; ` +
        'say so by { from: "probabilities" }, or, if they are logits, by { from: "logits" }',
    );
  return scores;
}

/** In float32 a sum of 1 is rounded. */
const areProbabilities = (scores: readonly number[]): boolean =>
  scores.every(score => score >= 0) && Math.abs(scores.reduce((sum, score) => sum + score, 0) - 1) < 1e-4;

function sumUp(scores: readonly number[]): string {
  const wrong = scores.findIndex(score => !(score >= 0));
  return wrong >= 0 ? `${scores[wrong]} at [${wrong}]` : `a sum of ${scores.reduce((sum, score) => sum + score, 0)}`;
}

const logProbabilityOf = (logits: Tensor, id: number, from: SampleOptions["from"]): number =>
  from === "probabilities" ? Math.log(logits.values()[id]!) : logSoftmax(logits).values()[id]!;
