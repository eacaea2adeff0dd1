// Widgets made in a cell: a slider, a dropdown, a checkbox, a line of text, a button.
//
// They are ipywidgets' models (@jupyter-widgets/controls 2.0.0): front ends that have these draw them, all others show a text.
import type { Json, MimeBundle } from "../protocol/mime.ts";
import type { Guard } from "./callbacks.ts";
import type { Comms } from "./comms.ts";
import { decimalsOf } from "./decimals.ts";
import { type Model, Models, type State } from "./widget-model.ts";

export interface Widget {
  /** Takes the widget away from every front end. */
  close(): void;
}

/** A widget with a value, which the person and the cells both set. */
export interface ValueWidget<Value> extends Widget {
  value: Value;
  /** Calls back with each value that the person chooses. What it prints or shows stands under the cell that called this. */
  onChange(callback: (value: Value) => unknown): this;
}

export interface Button extends Widget {
  onClick(callback: () => unknown): this;
}

export interface SliderOptions {
  min?: number;
  max?: number;
  /** Without one: 1 where min, max and value are whole numbers, else a hundredth of the way. */
  step?: number;
  value?: number;
  label?: string;
}

export interface Widgets {
  slider(options?: SliderOptions): ValueWidget<number>;
  /** A choice among texts, or among an object's values by their names. */
  dropdown<const Choice extends string>(
    choices: readonly Choice[],
    options?: { value?: NoInfer<Choice>; label?: string },
  ): ValueWidget<Choice>;
  dropdown<Choice>(
    choices: { [name: string]: Choice },
    options?: { value?: NoInfer<Choice>; label?: string },
  ): ValueWidget<Choice>;
  checkbox(label: string, options?: { value?: boolean }): ValueWidget<boolean>;
  text(options?: { value?: string; label?: string; placeholder?: string }): ValueWidget<string>;
  button(label: string): Button;
}

const displaySymbol = Symbol.for("Jupyter.display");

/** What a widget's model is called, and the model of its looks. */
interface Kind {
  name: string;
  style: string;
}

abstract class Shown implements Widget {
  protected readonly model: Model;
  readonly #parts: Model[];

  constructor(models: Models, { name, style }: Kind, state: State) {
    const part = (_model_name: string, _view_name: string, room: string) =>
      models.create({
        _model_name,
        _model_module: `@jupyter-widgets/${room}`,
        _view_name,
        _view_module: "@jupyter-widgets/base",
      });
    const layout = part("LayoutModel", "LayoutView", "base");
    const looks = part(`${style}StyleModel`, "StyleView", "controls");
    this.model = models.create({
      _model_name: `${name}Model`,
      _model_module: "@jupyter-widgets/controls",
      _view_name: `${name}View`,
      _view_module: "@jupyter-widgets/controls",
      layout: `IPY_MODEL_${layout.id}`,
      style: `IPY_MODEL_${looks.id}`,
      ...state,
    });
    this.#parts = [this.model, layout, looks];
  }

  close(): void {
    for (const model of this.#parts) model.close();
  }

  [displaySymbol](): MimeBundle {
    const view = { version_major: 2, version_minor: 0, model_id: this.model.id };
    return { "application/vnd.jupyter.widget-view+json": view, "text/plain": this.text() };
  }

  /** For whoever sees no widgets: the saved notebook on another machine, a terminal. */
  protected abstract text(): string;
}

/** How a value stands in its model's state. */
interface Coding<Value> {
  key: string;
  encode(value: Value): Json;
  decode(json: Json): Value;
}

function asItself<Value extends Json>(): Coding<Value> {
  return { key: "value", encode: value => value, decode: json => json as Value };
}

class Valued<Value> extends Shown implements ValueWidget<Value> {
  readonly #coding: Coding<Value>;
  readonly #describe: (value: Value) => string;
  readonly #guard: Guard;
  readonly #callbacks: ((value: Value) => void)[] = [];

  constructor(
    models: Models,
    guard: Guard,
    kind: Kind,
    {
      coding,
      state,
      value,
      describe,
    }: { coding: Coding<Value>; state: State; value: Value; describe(value: Value): string },
  ) {
    super(models, kind, { ...state, [coding.key]: coding.encode(value) });
    this.#guard = guard;
    this.#coding = coding;
    this.#describe = describe;
    this.model.onUpdate = changed => {
      if (coding.key in changed) for (const callback of this.#callbacks) callback(this.value);
    };
  }

  get value(): Value {
    return this.#coding.decode(this.model.get(this.#coding.key));
  }

  set value(value: Value) {
    this.model.set({ [this.#coding.key]: this.#coding.encode(value) });
  }

  onChange(callback: (value: Value) => unknown): this {
    this.#callbacks.push(this.#guard(callback));
    return this;
  }

  protected override text(): string {
    return this.#describe(this.value);
  }
}

class ClickButton extends Shown implements Button {
  readonly #label: string;
  readonly #guard: Guard;
  readonly #callbacks: (() => void)[] = [];

  constructor(models: Models, guard: Guard, label: string) {
    super(models, { name: "Button", style: "Button" }, { description: label, tooltip: label });
    this.#label = label;
    this.#guard = guard;
    this.model.onCustom = () => {
      for (const callback of this.#callbacks) callback();
    };
  }

  onClick(callback: () => unknown): this {
    this.#callbacks.push(this.#guard(callback));
    return this;
  }

  protected override text(): string {
    return `[${this.#label}]`;
  }
}

export function createWidgets(comms: Comms, guard: Guard): Widgets {
  const models = new Models(comms);
  const named = (label: string) => (label === "" ? "" : `${label}: `);

  function slider({ min = 0, max = 100, step, value = min, label = "" }: SliderOptions = {}): ValueWidget<number> {
    for (const [name, given] of Object.entries({ min, max, value }))
      if (!Number.isFinite(given)) throw new TypeError(`widgets.slider expects a number as ${name}, but got ${given}`);
    if (!(min < max && min <= value && value <= max))
      throw new RangeError(`widgets.slider expects min ≤ value ≤ max, but got ${min}, ${value}, ${max}`);
    const whole = [min, max, value, step ?? 1].every(Number.isInteger);
    const precision = step ?? (whole ? 1 : (max - min) / 100);
    const digits = Math.max(decimalsOf(precision), decimalsOf(min));
    return new Valued(
      models,
      guard,
      { name: whole ? "IntSlider" : "FloatSlider", style: "Slider" },
      {
        coding: asItself<number>(),
        state: { min, max, step: precision, description: label, readout_format: whole ? "d" : `.${digits}f` },
        value,
        describe: value => `${named(label)}${value} (${min} to ${max})`,
      },
    );
  }

  function dropdown<Choice>(
    choices: readonly Choice[] | { [name: string]: Choice },
    { value, label = "" }: { value?: Choice; label?: string } = {},
  ): ValueWidget<Choice> {
    const entries: [string, Choice][] = Array.isArray(choices)
      ? choices.map(choice => [String(choice), choice])
      : Object.entries(choices);
    const names = entries.map(([name]) => name);
    const values = entries.map(([, value]) => value);
    const indexOf = (value: Choice) => {
      const index = values.indexOf(value);
      if (index < 0) throw new RangeError(`widgets.dropdown expects one of ${names.join(", ")}, but got ${value}`);
      return index;
    };
    if (values.length === 0) throw new RangeError("widgets.dropdown expects choices, but got none");
    return new Valued<Choice>(
      models,
      guard,
      { name: "Dropdown", style: "Description" },
      {
        coding: { key: "index", encode: indexOf, decode: index => values[index as number]! },
        state: { _options_labels: names, description: label },
        value: value ?? values[0]!,
        describe: value => `${named(label)}${names[values.indexOf(value)]} (of ${names.join(", ")})`,
      },
    );
  }

  return {
    slider,
    dropdown: dropdown as Widgets["dropdown"],
    checkbox: (label, { value = false } = {}) =>
      new Valued(
        models,
        guard,
        { name: "Checkbox", style: "Checkbox" },
        {
          coding: asItself<boolean>(),
          state: { description: label, indent: false },
          value,
          describe: value => `[${value ? "x" : " "}] ${label}`,
        },
      ),
    text: ({ value = "", label = "", placeholder = "" } = {}) =>
      new Valued(
        models,
        guard,
        { name: "Text", style: "Text" },
        {
          coding: asItself<string>(),
          state: { description: label, placeholder, continuous_update: false },
          value,
          describe: value => `${named(label)}${JSON.stringify(value)}`,
        },
      ),
    button: label => new ClickButton(models, guard, label),
  };
}
