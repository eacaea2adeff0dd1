// What a bench is made of: it yields samples, and the harness sums them up and shows them.

/** One measured value. The bench's first engine is ours; ratios are against it. */
export interface Sample {
  case: string;
  engine: string;
  /** Lower is better in every unit here: a time, a size. */
  unit: "ms" | "µs" | "MB";
  value: number;
}

export type Bench = () => AsyncIterable<Sample>;

/** What the first engine's median must not exceed: so many times another's, or a value in the case's unit. */
export type Bar = { times: number; of: string } | { atMost: number };

export type Bars = { [name: string]: Bar };

export interface Verdict {
  bar: Bar;
  /** What is held against the bar: a ratio, or the median. */
  value: number;
  met: boolean;
}

export interface Summary {
  bench: string;
  case: string;
  engine: string;
  unit: Sample["unit"];
  min: number;
  median: number;
  n: number;
  /** In the order in which they were taken. */
  samples: number[];
  /** Of the case's first engine, where there is a bar and what it is held against was measured. */
  verdict?: Verdict;
}

/** Case after case, each with its engines, in the order in which they first appeared. */
export function summarize(bench: string, samples: Sample[]): Summary[] {
  const cases = Map.groupBy(samples, ({ case: name }) => name);
  return [...cases].flatMap(([name, ofCase]) =>
    [...Map.groupBy(ofCase, ({ engine }) => engine)].map(([engine, group]) => {
      const values = group.map(({ value }) => value).sort((a, b) => a - b);
      const { unit } = group[0]!;
      return {
        bench,
        case: name,
        engine,
        unit,
        min: round(values[0]!),
        median: round(median(values)),
        n: values.length,
        samples: group.map(({ value }) => round(value)),
      };
    }),
  );
}

/** The same, with each bar's verdict beside the first engine of its case. */
export function judge(summaries: Summary[], bars: Bars): Summary[] {
  return summaries.map(summary => {
    const { case: name, median } = summary;
    const bar = bars[name];
    const ofCase = summaries.filter(other => other.case === name);
    if (!bar || ofCase[0] !== summary) return summary;
    if ("atMost" in bar) return { ...summary, verdict: { bar, value: median, met: median <= bar.atMost } };
    const peer = ofCase.find(({ engine }) => engine === bar.of);
    if (!peer) return summary;
    const value = round(median / peer.median);
    return { ...summary, verdict: { bar, value, met: value <= bar.times } };
  });
}

/** Of sorted values. */
export function median(sorted: number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Every engine in turn, again and again, so that what else the machine does falls on all of them alike. */
export function* alternate<Engine>(engines: Engine[], rounds: number): Generator<{ engine: Engine; round: number }> {
  for (let round = 0; round < rounds; round++) for (const engine of engines) yield { engine, round };
}

/** To the thousandth: what is left is noise. */
const round = (value: number) => Math.round(value * 1000) / 1000;
