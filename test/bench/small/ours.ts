// The small tasks on the default build. A program of its own; ../loops/program.ts has the lines.
import { chosenWasm, nn, optim, tensors, training } from "../engine/rooms.ts";
import { serve } from "../loops/program.ts";
import { trainingStep } from "../loops/training-step.ts";
import { operationsPerStep, type Task } from "./cases.ts";

const { seed, tensor } = tensors;
const rng = seed(0);

type Step = () => unknown;

/** @returns what is done once */
function stepOf(task: Task): Step {
  switch (task.kind) {
    case "matmul": {
      const [a, b] = [rng.normal(0, 1, [task.m, task.k]), rng.normal(0, 1, [task.k, task.n])];
      return () => a.matmul(b);
    }
    case "add":
    case "mul": {
      const { kind } = task;
      const [a, b] = [rng.normal(0, 1, [32, task.size / 32]), rng.normal(0, 1, [32, task.size / 32])];
      return () => a[kind](b);
    }
    case "tanh":
    case "sigmoid":
    case "exp": {
      const f = tensors[task.kind];
      const a = rng.normal(0, 1, [32, task.size / 32]);
      return () => f(a);
    }
    case "way-and-back":
      return wayAndBack(task);
    case "make-lstm":
      return () => nn.lstm(task.units).build([10, task.units], { rng: seed(0), dtype: "float32" });
    case "tensor": {
      const numbers = Float32Array.from({ length: task.size }, (_, i) => i / task.size);
      return () => tensor(numbers);
    }
    case "fused-lstm":
      return fusedStep(task.dtype);
    case "loop":
      return trainingStep(task);
    case "memory":
      return () => task.hidden.forEach(someSteps);
    default:
      return fitStep(task);
  }
}

/** A function of 2 MB of numbers (float64: 4), its sum, and back. */
function wayAndBack({ of, dtype }: Extract<Task, { kind: "way-and-back" }>): Step {
  const shape = [64, 128, 64];
  const x = tensor(rng.normal(0, 1, shape).toArray(), { dtype, requiresGrad: true });
  const y = rng.normal(0, 1, shape, { dtype });
  const isPositive = tensors.greater(y, 0);
  const positive = tensor(tensors.abs(y).add(0.1).toArray(), { dtype, requiresGrad: true });
  const norm = new nn.LayerNorm(64, { dtype });
  const functions: Record<typeof of, () => InstanceType<typeof tensors.Tensor>> = {
    ...{ abs: () => tensors.abs(x), relu: () => tensors.relu(x), clip: () => tensors.clip(x, -0.5, 0.5) },
    ...{ hardSigmoid: () => tensors.hardSigmoid(x), leakyRelu: () => tensors.leakyRelu(x), elu: () => tensors.elu(x) },
    ...{ selu: () => tensors.selu(x), softplus: () => tensors.softplus(x), silu: () => tensors.silu(x) },
    ...{ gelu: () => tensors.gelu(x), geluTanh: () => tensors.gelu(x, { approximate: true }) },
    ...{ sin: () => tensors.sin(x), cos: () => tensors.cos(x), square: () => tensors.square(x) },
    ...{
      pow3: () => tensors.pow(x, 3),
      "pow1.5": () => tensors.pow(positive, 1.5),
      maximum: () => tensors.maximum(x, y),
    },
    ...{ where: () => tensors.where(isPositive, x, y), softmax: () => tensors.softmax(x) },
    ...{ layerNorm: () => norm.forward(x), huber: () => nn.huber(y, x) },
    ...{ mse: () => nn.meanSquaredError(y, x), greater: () => tensors.greater(x, y) },
  };
  return () => {
    nn.zeroGrad([x, positive, norm]);
    const total = tensors.sum(functions[of]());
    if (total.requiresGrad) total.backward();
  };
}

/** A step of a fused LSTM at size A of the engine bench, many to many. */
function fusedStep(dtype: "float32" | "float64"): Step {
  const [batch, T, input, hidden] = [32, 100, 30, 32];
  const model = {
    cell: new nn.LSTMCell(input, hidden, { rng, dtype }),
    readout: new nn.Linear(hidden, input, { rng, dtype }),
  };
  const x = rng.normal(0, 1, [batch, T, input], { dtype });
  const y = tensor(Array.from({ length: batch }, () => Array.from({ length: T }, () => rng.integers(0, input))));
  const optimizer = optim.adam(1e-3);
  return () => {
    nn.zeroGrad(model);
    nn.crossEntropy(model.readout.forward(tensors.stack(nn.unroll(model.cell, x).hidden, 1)), y).backward();
    optimizer.step(model);
  };
}

/** What `fit` does before its first step, of data that it was given before. */
function fitStep({ kind, samples, T, input }: Extract<Task, { samples: number }>): Step {
  const x = rng.normal(0, 1, [samples, T, input]);
  const y = tensor(Array.from({ length: samples }, () => rng.integers(0, 2)));
  const model = training.sequential([nn.gru(4, { inputShape: [T, input] }), nn.dense(2, { activation: "softmax" })]);
  model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "adam" });
  const none = { epochs: 0, verbose: 0 } as const;
  const [rows, labels] = [x.toArray(), y.toArray()];
  if (kind === "fit-tensors") return () => model.fit(x, y, none);
  return kind === "fit-lists" ? () => model.fit(rows, labels, none) : () => tensor(rows);
}

/** Steps of an own LSTM of a size; nothing of it is kept. */
function someSteps(hidden: number): void {
  const step = trainingStep({ loop: "lstm-slices", batch: 32, T: 50, input: 32, hidden });
  for (let i = 0; i < 4; i++) step();
}

await serve<Task>(async task => {
  const xp = await chosenWasm();
  const once = stepOf(task);
  const { kind } = task;
  const isShort = kind === "matmul" || ("size" in task && kind !== "tensor");
  return {
    about: xp.describe(),
    step: () => {
      if (!isShort) return once() as Promise<void> | undefined;
      for (let i = 0; i < operationsPerStep; i++) once();
      return undefined;
    },
    ...(kind === "memory" ? { megabytes: () => xp.memory().heap / 2 ** 20 } : {}),
  };
});
