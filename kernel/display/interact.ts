// widgets.interact: a slider, a menu or a box for each parameter, and a picture that is drawn anew when one moves.
import { randomUUID } from "node:crypto";
import type { SliderOptions, ValueWidget, Widgets } from "./widgets.ts";

/** How a parameter is set: by a slider (numbers), a menu (texts) or a box to be ticked (true or false). */
type Control = SliderOptions | readonly string[] | boolean;

/** What the drawing function gets of a control. */
type ControlValue<Of extends Control> = Of extends boolean
  ? boolean
  : Of extends readonly (infer Choice)[]
    ? Choice
    : number;

/** All widgets. */
export interface WidgetsOfCells extends Widgets {
  /**
   * Shows a slider, menu or box for each parameter, and below them what the function draws, anew whenever one moves:
   * `widgets.interact({ T: { min: 1, max: 8, value: 3 }, form: ["one", "many"], bias: true }, ({ T, form, bias }) => …)`.
   * The drawing is an output of its own, so it also stands where no slider can: in the saved notebook.
   */
  interact: Interact;
}

/** `widgets.interact`. */
type Interact = <const Controls extends { readonly [name: string]: Control }>(
  controls: Controls,
  draw: (values: { -readonly [Name in keyof Controls]: ControlValue<Controls[Name]> }) => unknown,
) => void;

/** How `interact` shows: a widget, and the drawing under an id of its own, at first and in the place of what was there. */
interface ShowInteraction {
  widget(widget: object): void;
  drawing(value: unknown, id: string, update: boolean): void;
}

export function withInteract(widgets: Widgets, show: ShowInteraction): WidgetsOfCells {
  const controlFor = (name: string, control: Control): ValueWidget<never> => {
    const made: ValueWidget<never> | undefined =
      typeof control === "boolean"
        ? (widgets.checkbox(name, { value: control }) as ValueWidget<never>)
        : Array.isArray(control)
          ? (widgets.dropdown(control as readonly string[], { label: name }) as ValueWidget<never>)
          : typeof control === "object" && control !== null
            ? (widgets.slider({ label: name, ...(control as SliderOptions) }) as ValueWidget<never>)
            : undefined;
    if (made) return made;
    throw new TypeError(
      `widgets.interact expects for ${name} the ends of a slider, { min: 1, max: 8, value: 3 }, a list of texts, true or false, ` +
        `but got ${typeof control === "object" ? "null" : typeof control}`,
    );
  };
  const interact: Interact = (controls, draw) => {
    if (typeof draw !== "function")
      throw new TypeError(
        "widgets.interact expects a function that draws as its second argument: widgets.interact({ T: { min: 1, max: 8 } }, ({ T }) => …)",
      );
    const made = Object.entries(controls).map(([name, control]) => [name, controlFor(name, control)] as const);
    const id = randomUUID();
    const drawn = () => draw(Object.fromEntries(made.map(([name, { value }]) => [name, value])) as never);
    for (const [, control] of made) show.widget(control);
    show.drawing(drawn(), id, false);
    for (const [, control] of made) control.onChange(() => show.drawing(drawn(), id, true));
  };
  return { ...widgets, interact };
}
