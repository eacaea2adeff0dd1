// Our engine: tensors, the fused recurrence, cross-entropy and Adam, as dist/ has them.
import type * as Backend from "../../../src/backend/index.ts";
import type * as NN from "../../../src/nn/index.ts";
import type * as Optim from "../../../src/optim/index.ts";
import type * as TensorRoom from "../../../src/tensor/index.ts";
import type { Case } from "./cases.ts";
import { serve } from "./program.ts";

const dist = new URL("../../../dist/src/", import.meta.url);
const room = async <Door>(name: string): Promise<Door> => import(new URL(`${name}/index.js`, dist).href);

const { gatesOf, setBackend, wasm } = await room<typeof Backend>("backend");
const { Linear, Parameter, zeroGrad } = await room<typeof NN>("nn");
const { adam } = await room<typeof Optim>("optim");
const { crossEntropyOfLogits, fromFlat, oneHot, recurrence, seed } = await room<typeof TensorRoom>("tensor");

const options = JSON.parse(process.argv[3] ?? "{}") as Backend.WasmOptions;

await serve(async ({ cell, output, batch, T, input, hidden }: Case) => {
  const xp = await wasm(options);
  setBackend(xp);
  const kind =
    cell === "rnn"
      ? { kind: cell, activation: "tanh" as const }
      : cell === "gru"
        ? { kind: cell, resetAfter: true }
        : { kind: cell };
  const rng = seed(0);
  const width = gatesOf(kind) * hidden;
  const bound = 1 / Math.sqrt(hidden);
  const draw = (...shape: number[]) => new Parameter(rng.uniform(-bound, bound, shape));
  const model = {
    kernel: draw(input, width),
    recurrentKernel: draw(hidden, width),
    bias: draw(width),
    ...(cell === "gru" ? { recurrentBias: draw(width) } : {}),
    readout: new Linear(hidden, input, { rng }),
  };
  const rows = output === "many-to-many" ? T * batch : batch;
  const xs = fromFlat(
    Float32Array.from({ length: T * batch * input }, () => rng.normal(0, 1)),
    [T, batch, input],
  );
  const ids = Array.from({ length: rows }, () => rng.integers(0, input));
  const y = oneHot(ids, input);
  const optimiser = adam(1e-3);
  return {
    about: xp.describe(),
    step() {
      zeroGrad(model);
      const { hidden: states } = recurrence(kind, { xs, ...model });
      const read = output === "many-to-many" ? states.reshape([rows, hidden]) : states.at(-1);
      crossEntropyOfLogits(model.readout.forward(read), y).mean().backward();
      optimiser.step(model);
    },
  };
});
