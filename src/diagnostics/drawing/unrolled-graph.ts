// unrolledGraph: a recurrent network drawn once for each time step, for every mapping form and kind of recurrence.
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { type Drawing, drawing } from "./drawing.ts";
import type { DrawingEdge, DrawingNode } from "./parts.ts";

const forms = ["one-to-one", "one-to-many", "many-to-one", "many-to-many-equal", "many-to-many-unequal"] as const;
/** How many steps read an input and how many give an output. */
export type MappingForm = (typeof forms)[number];

const recurrences = ["hidden", "output", "both"] as const;
/** What a step hands to the next: its hidden units, its output, or both. */
export type Recurrence = (typeof recurrences)[number];

/** Names of the weights that stand on the arrows: from input to hidden, hidden to hidden, hidden to output, output to hidden. */
export interface GraphWeights {
  readonly input?: string;
  readonly hidden?: string;
  readonly output?: string;
  readonly feedback?: string;
}

/** Options of `unrolledGraph`. */
export interface UnrolledGraphOptions {
  /** How many steps read an input; of "one-to-many" how many give an output. 4 where left out. */
  T?: number;
  /** "many-to-many-equal" where left out. */
  form?: MappingForm;
  /** How many outputs "many-to-many-unequal" gives, once it has read everything; 3 where left out. */
  outputs?: number;
  /** "hidden" where left out. "output" is figure 10.4 of Goodfellow, Bengio & Courville 2016. */
  recurrence?: Recurrence;
  /** Whether the target of the step before is fed instead of the output (figure 10.6); the recurrence then has to be "output" or "both". */
  teacherForcing?: boolean;
  /** Whether a second row of hidden units, g, reads from the end to the start (figure 10.11). */
  bidirectional?: boolean;
  /** How many layers of hidden units stand above one another; 1 where left out. */
  layers?: number;
  /** Whether each output goes into a loss with its target (figure 10.3). */
  losses?: boolean;
  /** Whether the gradient's way back is drawn: from the losses or outputs to the hidden units, and from each to the one before. */
  gradient?: boolean;
  /** Whether the state before the first step is drawn; true where left out. */
  initialState?: boolean;
  /** W, U, V and R (`feedback`) where left out, none on a bidirectional network; false for none. The book's are `{ input: "U", hidden: "W", output: "V" }`. */
  weights?: GraphWeights | false;
  title?: string;
}

const known: OptionNames<UnrolledGraphOptions> = {
  T: "number",
  form: true,
  outputs: "number",
  recurrence: true,
  teacherForcing: "boolean",
  bidirectional: "boolean",
  layers: "number",
  losses: "boolean",
  gradient: "boolean",
  initialState: "boolean",
  weights: true,
  title: "text",
};

const weightNames: OptionNames<GraphWeights> = { input: "text", hidden: "text", output: "text", feedback: "text" };
const standardWeights: Required<GraphWeights> = { input: "W", hidden: "U", output: "V", feedback: "R" };
const white = "#fff";
const outputFill = "#e6f4ea";
const lossFill = "#fdf0e1";

/**
 * A recurrent network, unrolled: time to the right, layers upwards, the same weights at every step. Nodes are called x1, h1,
 * y1, …; with several layers h1 of layer 2 is called h1.2; with losses outputs are o1, losses L1, targets y1.
 * Goodfellow, Bengio & Courville 2016, section 10.2; A. Karpathy 2015 for the forms.
 * @returns a drawing, which shows itself; `nodes` and `edges` can be counted
 * @throws RangeError for an unknown form, recurrence or option, a T that is no whole number from 1 to 30, or what does not go together
 * @example unrolledGraph({ T: 3 }).edges.length // 9
 * @example unrolledGraph({ T: 3, form: "many-to-one", losses: true, gradient: true })
 */
export function unrolledGraph(options: UnrolledGraphOptions = {}): Drawing {
  assertOptions("unrolledGraph", options, known);
  const plan = planOf(options);
  const nodes: DrawingNode[] = [];
  const edges: DrawingEdge[] = [];
  const gradientEdges: DrawingEdge[] = [];
  for (let t = 1; t <= plan.steps; t++) addStep(plan, t, nodes, edges);
  if (options.gradient) addGradient(plan, gradientEdges);
  const title = options.title ?? titleOf(plan, options);
  return drawing({ title, nodes, edges, gradientEdges });
}

/** What stands where. */
interface Plan {
  form: MappingForm;
  steps: number;
  reads(t: number): boolean;
  writes(t: number): boolean;
  hiddenToHidden: boolean;
  feedsBack: boolean;
  teacherForcing: boolean;
  bidirectional: boolean;
  layers: number;
  losses: boolean;
  initialState: boolean;
  weights: GraphWeights;
  /** Of the highest hidden units. */
  top: number;
}

function planOf(options: UnrolledGraphOptions): Plan {
  const { form = "many-to-many-equal", recurrence = "hidden", teacherForcing = false, bidirectional = false } = options;
  oneOf("form", forms, form);
  oneOf("recurrence", recurrences, recurrence);
  const T = form === "one-to-one" ? 1 : whole("T", options.T ?? 4, 30);
  const outputs = form === "many-to-many-unequal" ? whole("outputs", options.outputs ?? 3, 30) : 0;
  const layers = whole("layers", options.layers ?? 1, 5);
  const hiddenToHidden = recurrence !== "output" && form !== "one-to-one";
  const feedsBack = recurrence !== "hidden" && form !== "one-to-one";
  if (teacherForcing && !feedsBack)
    throw new RangeError(
      'unrolledGraph expects recurrence: "output" or "both" with teacherForcing, since it is the output that the target replaces',
    );
  if (bidirectional && (feedsBack || layers > 1 || form !== "many-to-many-equal"))
    throw new RangeError(
      'unrolledGraph draws bidirectional networks of one layer, recurrence "hidden" and form "many-to-many-equal"',
    );
  const none = options.weights === false || (options.weights === undefined && bidirectional);
  if (options.weights !== undefined && options.weights !== false)
    assertOptions("unrolledGraph (weights)", options.weights, weightNames);
  const given = none ? {} : { ...standardWeights, ...options.weights };
  const steps = T + outputs;
  return {
    form,
    steps,
    reads: t => (form === "one-to-many" ? t === 1 : t <= T),
    writes: t => (form === "many-to-one" ? t === T : form === "many-to-many-unequal" ? t > T : true),
    hiddenToHidden,
    feedsBack,
    teacherForcing,
    bidirectional,
    layers,
    losses: options.losses ?? teacherForcing,
    initialState: options.initialState ?? true,
    weights: given,
    top: bidirectional ? 2 : layers,
  };
}

const hiddenId = (t: number, layer: number): string => (layer === 1 ? `h${t}` : `h${t}.${layer}`);
const hiddenLabel = ({ layers }: Plan, t: number, layer: number): string =>
  layers === 1 ? `h_${braced(t)}` : `h_${braced(t)}^{(${layer})}`;
const outputId = ({ losses }: Plan, t: number): string => `${losses ? "o" : "y"}${t}`;
const braced = (t: number): string => `{${t}}`;
const labeled = (label: string | undefined) => (label === undefined ? {} : { label });

function addStep(plan: Plan, t: number, nodes: DrawingNode[], edges: DrawingEdge[]): void {
  const { weights, layers, top, losses } = plan;
  if (plan.reads(t)) {
    nodes.push({ id: `x${t}`, at: [t, 0], label: `x_${braced(t)}`, fill: white });
    edges.push({ from: `x${t}`, to: hiddenId(t, 1), ...labeled(weights.input) });
  }
  for (let layer = 1; layer <= layers; layer++) {
    if (t === 1 && plan.hiddenToHidden && plan.initialState)
      nodes.push({ id: hiddenId(0, layer), at: [0, layer], label: hiddenLabel(plan, 0, layer), fill: white });
    nodes.push({ id: hiddenId(t, layer), at: [t, layer], label: hiddenLabel(plan, t, layer) });
    if (plan.hiddenToHidden && (t > 1 || plan.initialState))
      edges.push({ from: hiddenId(t - 1, layer), to: hiddenId(t, layer), ...labeled(weights.hidden) });
    if (layer > 1) edges.push({ from: hiddenId(t, layer - 1), to: hiddenId(t, layer) });
  }
  if (plan.bidirectional) addBackward(plan, t, nodes, edges);
  if (plan.writes(t)) {
    nodes.push({
      id: outputId(plan, t),
      at: [t, top + 1],
      label: `${losses ? "o" : "y"}_${braced(t)}`,
      fill: outputFill,
    });
    const bend = plan.bidirectional ? 0.8 : 0;
    edges.push({ from: hiddenId(t, layers), to: outputId(plan, t), bend, ...labeled(weights.output) });
    if (plan.bidirectional) edges.push({ from: `g${t}`, to: outputId(plan, t) });
    if (losses) {
      nodes.push({ id: `L${t}`, at: [t, top + 2], label: `L_${braced(t)}`, fill: lossFill });
      nodes.push({ id: `y${t}`, at: [t, top + 3], label: `y_${braced(t)}`, fill: white });
      edges.push({ from: outputId(plan, t), to: `L${t}` }, { from: `y${t}`, to: `L${t}` });
    }
  }
  if (plan.feedsBack && t > 1 && plan.writes(t - 1)) {
    const label = labeled(weights.feedback);
    const side = plan.hiddenToHidden ? {} : { labelSide: "right" as const };
    if (!plan.teacherForcing) edges.push({ from: outputId(plan, t - 1), to: hiddenId(t, 1), ...side, ...label });
    else {
      const between = t - 0.5;
      const via = [
        [between, top + 3],
        [between, 1.45],
      ] as const;
      edges.push({ from: `y${t - 1}`, to: hiddenId(t, 1), via, ...label });
    }
  }
}

/** The hidden units that read from the end to the start. */
function addBackward(plan: Plan, t: number, nodes: DrawingNode[], edges: DrawingEdge[]): void {
  nodes.push({ id: `g${t}`, at: [t, 2], label: `g_${braced(t)}`, fill: "#f3e8fb" });
  edges.push({ from: `x${t}`, to: `g${t}`, bend: 0.8 });
  if (t < plan.steps) edges.push({ from: `g${t + 1}`, to: `g${t}` });
  else if (plan.initialState) {
    nodes.push({ id: `g${t + 1}`, at: [t + 1, 2], label: `g_${braced(t + 1)}`, fill: white });
    edges.push({ from: `g${t + 1}`, to: `g${t}` });
  }
}

/** From every loss down to the inputs' hidden units, and from step to step back in time. */
function addGradient(plan: Plan, edges: DrawingEdge[]): void {
  const { layers, losses } = plan;
  for (let t = plan.steps; t >= 1; t--) {
    if (plan.writes(t)) {
      if (losses) edges.push({ from: `L${t}`, to: outputId(plan, t), bend: 0.3 });
      edges.push({ from: outputId(plan, t), to: hiddenId(t, layers), bend: plan.bidirectional ? -1.1 : 0.3 });
      if (plan.bidirectional) edges.push({ from: outputId(plan, t), to: `g${t}`, bend: 0.3 });
    }
    for (let layer = layers; layer >= 1; layer--) {
      if (layer > 1) edges.push({ from: hiddenId(t, layer), to: hiddenId(t, layer - 1), bend: 0.3 });
      if (plan.hiddenToHidden && t > 1)
        edges.push({ from: hiddenId(t, layer), to: hiddenId(t - 1, layer), bend: 0.28 });
    }
    if (plan.bidirectional && t > 1) edges.push({ from: `g${t - 1}`, to: `g${t}`, bend: 0.28 });
    if (plan.feedsBack && !plan.teacherForcing && t > 1 && plan.writes(t - 1))
      edges.push({ from: hiddenId(t, 1), to: outputId(plan, t - 1), bend: -0.28 });
  }
}

function titleOf(plan: Plan, { form = "many-to-many-equal", recurrence = "hidden" }: UnrolledGraphOptions): string {
  const name = form
    .replace(/-(un)?equal$/, (_, unequal) => `, ${unequal ? "un" : ""}equal lengths`)
    .replaceAll("-", " ");
  const capital = name[0]!.toUpperCase() + name.slice(1);
  const kinds = [
    plan.teacherForcing
      ? "teacher forcing"
      : recurrence === "hidden"
        ? ""
        : `recurrence by ${recurrence === "both" ? "state and output" : "the output"}`,
    plan.bidirectional ? "bidirectional" : "",
    plan.layers > 1 ? `${plan.layers} layers` : "",
  ].filter(kind => kind !== "");
  return `${capital}${kinds.length === 0 ? "" : ` (${kinds.join(", ")})`}, ${plan.steps} step${plan.steps === 1 ? "" : "s"}`;
}

function oneOf(what: string, names: readonly string[], given: string): void {
  if (!names.includes(given))
    throw new RangeError(`unrolledGraph expects ${what} to be one of ${names.join(", ")}, but got ${describe(given)}`);
}

function whole(what: string, given: number, most: number): number {
  if (!(Number.isInteger(given) && given >= 1 && given <= most))
    throw new RangeError(
      `unrolledGraph expects ${what} to be a whole number from 1 to ${most}, but got ${describe(given)}`,
    );
  return given;
}
