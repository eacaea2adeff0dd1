// Beam search: the likeliest sequences, found by going on with the best few beginnings.
// Length normalization: Y. Wu et al. 2016, https://arxiv.org/abs/1609.08144, eq. 14.
import { pollInterrupt } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { largestPlaces, logSoftmax, noGrad } from "../../tensor/index.ts";
import {
  checkDecode,
  checkedLogits,
  type Decoded,
  type DecodeOptions,
  type DecoderStep,
  decodeOptions,
  rowsOfState,
} from "./decoder-step.ts";

/** Options of `beamSearch`. */
export interface BeamSearchOptions<State> extends DecodeOptions<State> {
  /** How many beginnings are kept; 4 where left out. 1 is greedy decoding. */
  width?: number;
  /**
   * α: sequences are compared by ln P / ((5 + n) / 6)^α, where n counts the end symbol. 0 (where left out) compares ln P itself, which
   * favors short ones; about 0.6 is usual.
   */
  lengthPenalty?: number;
}

const beamOptions: OptionNames<BeamSearchOptions<unknown>> = {
  ...decodeOptions,
  width: "number",
  lengthPenalty: "number",
};

/** One sequence that was found, and what it is compared by. */
export interface Hypothesis extends Decoded {
  readonly score: number;
}

interface Beam {
  readonly ids: readonly number[];
  readonly logProbability: number;
}

/**
 * The best sequences for each sample, at most `width` of them, the best first. Samples are searched one after the other, the
 * beginnings of one as a batch. A search ends where nothing that goes on can come before what has ended.
 * @throws RangeError for options that are none, or a step that gives other logits than [batch, classes]
 * @example beamSearch(step, { state: encoded, start: 0, end: 1, maximum: 20, width: 4, lengthPenalty: 0.6 })[0]![0]!.ids
 */
export function beamSearch<State>(step: DecoderStep<State>, options: BeamSearchOptions<State>): Hypothesis[][] {
  assertOptions("beamSearch", options, beamOptions as OptionNames<BeamSearchOptions<State>>);
  const { width = 4, lengthPenalty = 0 } = options;
  const batch = checkDecode("beamSearch", step, options);
  if (!Number.isInteger(width) || width < 1)
    throw new RangeError(`beamSearch expects width to be a whole number ≥ 1, but got ${describe(width)}`);
  if (!(Number.isFinite(lengthPenalty) && lengthPenalty >= 0))
    throw new RangeError(`beamSearch expects lengthPenalty to be a number ≥ 0, but got ${describe(lengthPenalty)}`);
  return noGrad(() =>
    Array.from({ length: batch }, (_, sample) => {
      const state = rowsOfState(options.state, [sample]);
      return searchOne(step, { ...options, state, width, lengthPenalty });
    }),
  );
}

function searchOne<State>(
  step: DecoderStep<State>,
  options: Required<Omit<BeamSearchOptions<State>, "end">> & { end?: number },
) {
  const { start, end, maximum, width, lengthPenalty } = options;
  const scoreOf = (logProbability: number, length: number) => logProbability / ((5 + length) / 6) ** lengthPenalty;
  const found: Hypothesis[] = [];
  const add = (hypothesis: Hypothesis) => {
    found.push(hypothesis);
    found.sort((a, b) => b.score - a.score); // stable: of equals the one that ended first
    found.length = Math.min(found.length, width);
  };
  let beams: Beam[] = [{ ids: [], logProbability: 0 }];
  let { state } = options;
  for (let length = 1; length <= maximum; length++) {
    pollInterrupt();
    const given = step(
      beams.map(({ ids }) => ids.at(-1) ?? start),
      state,
    );
    const logits = checkedLogits("beamSearch", given.logits, beams.length, end);
    const classes = logits.shape[1]!;
    const logProbabilities = logSoftmax(logits.astype("float64")).values();
    const total = (i: number) => beams[Math.floor(i / classes)]!.logProbability + logProbabilities[i]!;
    const going: { row: number; ids: number[]; logProbability: number }[] = [];
    // Each beginning can end in one way: among the best 2 · width are width that go on.
    const best = largestPlaces(logProbabilities.length, Math.min(2 * width, logProbabilities.length), total);
    for (const i of best) {
      const [row, id, logProbability] = [Math.floor(i / classes), i % classes, total(i)];
      const { ids } = beams[row]!;
      if (id === end) add({ ids, ended: true, logProbability, score: scoreOf(logProbability, length) });
      else if (going.length < width) going.push({ row, ids: [...ids, id], logProbability });
    }
    if (length === maximum) {
      for (const { ids, logProbability } of going)
        add({ ids, ended: false, logProbability, score: scoreOf(logProbability, length) });
      break;
    }
    // ln P only falls, and the longest sequence is divided most.
    const hope = scoreOf(going[0]?.logProbability ?? Number.NEGATIVE_INFINITY, maximum);
    if (going.length === 0 || (found.length === width && found.at(-1)!.score >= hope)) break;
    state = rowsOfState(
      given.state,
      going.map(({ row }) => row),
    );
    beams = going;
  }
  return found;
}
