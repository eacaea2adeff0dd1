// Decoding a whole batch at once: the likeliest symbol at each step, or one that is drawn.
import { pollInterrupt } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { logSoftmax, noGrad, Rng } from "../../tensor/index.ts";
import { type SampleOptions, samplingProbabilities } from "../sampling.ts";
import {
  checkDecode,
  checkedLogits,
  type Decoded,
  type DecodeOptions,
  type DecoderStep,
  decodeOptions,
  rowsOfState,
} from "./decoder-step.ts";

/**
 * The likeliest symbol at each step, for all samples at once; a sample that has ended is not run any more.
 * @returns what was decoded for each sample, in their order
 * @throws RangeError for options that are none, or a step that gives other logits than [batch, classes]
 * @example greedyDecode(step, { state: encoded, start: 0, end: 1, maximum: 20 }).map(({ ids }) => ids)
 */
export function greedyDecode<State>(step: DecoderStep<State>, options: DecodeOptions<State>): Decoded[] {
  assertOptions("greedyDecode", options, decodeOptions as OptionNames<DecodeOptions<State>>);
  return decode("greedyDecode", step, options, scores => {
    let best = 0;
    for (let id = 1; id < scores.length; id++) if (scores[id]! > scores[best]!) best = id;
    return best;
  });
}

/** Options of `sampleDecode`: those of decoding and of `sample`. */
export interface SampleDecodeOptions<State> extends DecodeOptions<State>, Omit<SampleOptions, "from"> {
  rng: Rng;
}

const sampleDecodeOptions: OptionNames<SampleDecodeOptions<unknown>> = {
  ...decodeOptions,
  rng: "generator",
  temperature: "number",
  topK: "number",
  topP: "number",
  reject: true,
};

/**
 * A symbol drawn at each step, for all samples at once. `logProbability` is that under the model itself, whatever the temperature.
 * @throws as `greedyDecode` and `sample`
 * @example sampleDecode(step, { state: encoded, start: 0, end: 1, maximum: 20, rng: seed(0), topP: 0.9 })
 */
export function sampleDecode<State>(step: DecoderStep<State>, options: SampleDecodeOptions<State>): Decoded[] {
  assertOptions("sampleDecode", options, sampleDecodeOptions as OptionNames<SampleDecodeOptions<State>>);
  const { rng, temperature, topK, topP, reject, ...rest } = options;
  if (!(rng instanceof Rng))
    throw new TypeError(`sampleDecode expects a generator, { rng: seed(0) }, but got ${describe(rng)}`);
  const given = Object.entries({ temperature, topK, topP, reject }).filter(([, value]) => value !== undefined);
  const sampling: SampleOptions = { ...Object.fromEntries(given), from: "logits" };
  return decode("sampleDecode", step, rest, scores => {
    const probabilities = samplingProbabilities([...scores], sampling);
    return rng.choice(probabilities.length, probabilities);
  });
}

function decode<State>(
  who: string,
  step: DecoderStep<State>,
  options: DecodeOptions<State>,
  choose: (scores: Float32Array | Float64Array) => number,
): Decoded[] {
  const { start, end, maximum } = options;
  const batch = checkDecode(who, step, options);
  const found = Array.from({ length: batch }, () => ({ ids: [] as number[], ended: false, logProbability: 0 }));
  return noGrad(() => {
    let live = found.map((_, i) => i); // the samples that go on, in the order of the rows of the state
    let last = live.map(() => start);
    let { state } = options;
    for (let length = 0; length < maximum && live.length > 0; length++) {
      pollInterrupt();
      const given = step(last, state);
      const logits = checkedLogits(who, given.logits, live.length, end);
      const logProbabilities = logSoftmax(logits.astype("float64")).values();
      const scores = logits.values();
      const classes = logits.shape[1]!;
      const chosen = live.map((_, row) => choose(scores.subarray(row * classes, (row + 1) * classes)));
      const going: number[] = [];
      for (const [row, sample] of live.entries()) {
        const id = chosen[row]!;
        const one = found[sample]!;
        one.logProbability += logProbabilities[row * classes + id]!;
        one.ended = id === end;
        if (one.ended) continue;
        one.ids.push(id);
        going.push(row);
      }
      state = going.length === live.length ? given.state : rowsOfState(given.state, going);
      last = going.map(row => chosen[row]!);
      live = going.map(row => live[row]!);
      if (live.length === 0) break;
    }
    return found;
  });
}
