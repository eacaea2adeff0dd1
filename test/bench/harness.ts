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

export interface Summary {
  bench: string;
  case: string;
  engine: string;
  unit: Sample["unit"];
  min: number;
  median: number;
  n: number;
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
      };
    }),
  );
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
