// A widget's model: state that the kernel and every view in the front ends share, over a comm.
// https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md
import type { Json } from "../protocol/mime.ts";
import type { Comm, CommData, Comms } from "./comms.ts";

export type State = { [key: string]: Json };

/** The version of the widgets' own protocol. */
const modelMetadata = { version: "2.1.0" };

export class Model {
  readonly #comm: Comm;
  readonly #state: State;
  /** Called with what a view has changed. */
  onUpdate: (changed: State) => void = () => {};
  /** Called with what a view says beside the state: a button's click. */
  onCustom: (content: Json) => void = () => {};

  constructor(comms: Comms, state: State) {
    this.#state = { ...state, _model_module_version: "2.0.0", _view_module_version: "2.0.0" };
    this.#comm = comms
      .open("jupyter.widget", { state: this.#state, buffer_paths: [] }, { metadata: modelMetadata })
      .onMessage(message => this.#hear(message));
  }

  get id(): string {
    return this.#comm.id;
  }

  get isOpen(): boolean {
    return this.#comm.isOpen;
  }

  /** Itself, as a front end needs it to make a view of it. */
  get whole(): State {
    const { _model_name, _model_module, _model_module_version } = this.#state as State & { _model_name: Json };
    return {
      model_name: _model_name,
      model_module: _model_module!,
      model_module_version: _model_module_version!,
      state: this.#state,
    };
  }

  get(key: string): Json {
    return this.#state[key] ?? null;
  }

  set(changed: State): void {
    Object.assign(this.#state, changed);
    this.#send("update", changed);
  }

  close(): void {
    this.#comm.close();
  }

  #hear({ data }: CommData): void {
    if (data.method === "request_state") this.#send("update", this.#state);
    else if (data.method === "custom") this.onCustom(data.content ?? null);
    else if (data.method === "update") {
      const changed = data.state as State;
      Object.assign(this.#state, changed);
      // The other front ends that show this widget hear of it.
      this.#send("echo_update", changed);
      this.onUpdate(changed);
    }
  }

  #send(method: "update" | "echo_update", state: State): void {
    this.#comm.send({ method, state, buffer_paths: [] }, { metadata: modelMetadata });
  }
}

/** All models of this kernel: a front end whose page was loaded anew asks for them at once. */
export class Models {
  readonly #comms: Comms;
  readonly #models: Model[] = [];

  constructor(comms: Comms) {
    this.#comms = comms;
    comms.onOpen("jupyter.widget.control", comm =>
      comm.onMessage(({ data }) => {
        if (data.method !== "request_states") return;
        const open = this.#models.filter(model => model.isOpen);
        const states = Object.fromEntries(open.map(model => [model.id, model.whole]));
        comm.send({ method: "update_states", states, buffer_paths: [] }, { metadata: modelMetadata });
      }),
    );
  }

  create(state: State): Model {
    const model = new Model(this.#comms, state);
    this.#models.push(model);
    return model;
  }
}
