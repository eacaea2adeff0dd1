// The report's pictures, drawn with our own plots.
import { jupyterDisplay } from "../../display/index.ts";
import { bar, type Figure, heatMap } from "../../plot/index.ts";
import { drawn, type Html, numberText } from "../page/index.ts";
import { kindsOfOutcome, type QuestionFacts } from "./facts.ts";

/** In Node a figure draws itself at once. */
const pictureOf = (figure: Figure): Html => drawn(figure[jupyterDisplay]() as { "text/html"?: unknown });

/** How many have how many points. @param of all points that there are */
export function distribution(totals: readonly number[], of: number): Html {
  const width = Math.max(1, Math.ceil(of / 12));
  const bins = Math.max(1, Math.ceil(of / width));
  const counts = Array<number>(bins).fill(0);
  for (const total of totals) counts[Math.max(0, Math.min(bins - 1, Math.floor(total / width)))]!++;
  const names = counts.map((_, i) => (i === bins - 1 ? `${i * width}–${numberText(of)}` : String(i * width)));
  const data = Object.fromEntries(names.map((name, i) => [name, counts[i]!]));
  return pictureOf(
    bar(data, {
      title: "How many have how many points",
      xLabel: "points: from a bar's number up to the next one",
      yLabel: "submissions",
      height: 320,
    }),
  );
}

/** For each question, which part of the submissions has it right, wrong, … */
export function outcomes(facts: readonly QuestionFacts[]): Html {
  const shares = facts.map(({ counts }) => {
    const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
    return kindsOfOutcome.map(kind => (all > 0 ? (100 * counts[kind]) / all : 0));
  });
  return pictureOf(
    heatMap(shares, {
      title: "Outcomes by question, in % of submissions",
      x: kindsOfOutcome,
      y: facts.map(({ question }) => question),
      label: "%",
      digits: 0,
      min: 0,
      max: 100,
      // White is none: most cells have none, and on a dark page they are black.
      colors: "greys",
      width: 760,
      height: 120 + 34 * facts.length,
    }),
  );
}

/** Which question takes a grader's time. */
export const times = (facts: readonly QuestionFacts[]): Html =>
  pictureOf(
    bar(Object.fromEntries(facts.map(({ question, medianTime }) => [question, medianTime / 1000])), {
      title: "Time of a question's checks, median",
      yLabel: "seconds",
      height: 300,
    }),
  );
