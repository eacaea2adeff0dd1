// What question 7 wants of a map: outputs down, inputs across, trained, and bright where the task has its digits.
import { figures } from "../../src/checking/index.ts";
import { columns, type Matrix, sum } from "../attention/attention-functions.ts";

type Criterion = ReturnType<typeof figures.holds>;
type Figure = Parameters<Criterion["fault"]>[0];

const traceOf = ({ data: [trace] }: Figure) => (trace ?? {}) as { type?: unknown; z?: ArrayLike<ArrayLike<number>> };
const mapOf = (figure: Figure): Matrix => Array.from(traceOf(figure).z ?? [], row => Array.from(row, Number));

const sharesOut = (map: Matrix) => map.length > 0 && map.every(row => Math.abs(sum(row) - 1) < 1e-3);
const peak = (row: readonly number[]) => row.indexOf(Math.max(...row));
const isSquare = (map: Matrix, T: number) => map.length === T && map.every(row => row.length === T);

/** Whether at most steps the largest weight is at its place, or one place beside. */
const isBright = (map: Matrix, places: readonly number[]) =>
  isSquare(map, places.length) &&
  map.filter((row, t) => Math.abs(peak(row) - places[t]!) <= 1).length >= 0.85 * places.length;

const isTurned = (map: Matrix, places: readonly number[]) =>
  isSquare(map, places.length) && !sharesOut(map) && sharesOut(columns(map));

const titleOf = (figure: Figure, axis: "xaxis" | "yaxis"): string => {
  const { title = "" } = ((figure.layout as Record<string, unknown> | undefined)?.[axis] ?? {}) as { title?: unknown };
  return typeof title === "string" ? title : String((title as { text?: unknown }).text ?? "");
};

const [inputs, outputs] = [/read|input/i, /said|writ|output/i];

/** An axis's title; where the other one's stands there, that is said. */
const named = (axis: "x" | "y", own: RegExp, other: RegExp): Criterion => {
  const plain = figures.named(axis, own);
  return {
    says: plain.says,
    fault: figure =>
      plain.fault(figure) !== undefined && other.test(titleOf(figure, `${axis}axis`))
        ? "the titles of x and y are exchanged (x goes across, y down)"
        : plain.fault(figure),
  };
};

/** A criterion of the map: none where nothing is drawn. */
const ofMap = (says: string, fault: (map: Matrix) => string | undefined): Criterion => ({
  says,
  fault: figure => (mapOf(figure).length === 0 ? "there is no map" : fault(mapOf(figure))),
});

/** @param places where each output should look */
export function mapCriteria(places: readonly number[]): Criterion[] {
  const T = places.length;
  return [
    {
      says: "a heat map is drawn",
      fault: figure => {
        const { type = "line" } = traceOf(figure);
        if (figure.data.length === 0) return "nothing is drawn";
        return type === "heatmap"
          ? undefined
          : `it is a ${type === "scatter" ? "line" : type}: \`heatMap(…)\` draws one`;
      },
    },
    named("x", inputs, outputs),
    named("y", outputs, inputs),
    ofMap(`the map has ${T} rows of ${T} weights`, map =>
      isSquare(map, T)
        ? undefined
        : `it has ${map.length} of ${map[0]!.length}: are k and T in \`mine\` those of your task?`,
    ),
    ofMap("each output, a row, shares out a weight of 1", map =>
      isTurned(map, places)
        ? "it is each column that does: the map is transposed"
        : sharesOut(map)
          ? undefined
          : `the first row sums to ${Number(sum(map[0]!).toPrecision(3))}`,
    ),
    ofMap("the weights are those of a trained network, as `learnMine()` gives them", map =>
      map.every(row => row.every(weight => weight > 0))
        ? undefined
        : "some are 0, and a softmax gives 0 to padding alone",
    ),
    ofMap("at most steps the largest weight is where your task has its digit, or one place beside", map =>
      isBright(isTurned(map, places) ? columns(map) : map, places) ? undefined : "it is not so",
    ),
  ];
}
