// Looking inside must not change what it looks at: the gradients of parameters stay as they are.
import { parametersOf } from "../nn/index.ts";

/** Runs `work`, which may call `backward()`, and puts the gradients of the model's parameters back. */
export function keepingGradients<Result>(model: object, work: () => Result): Result {
  const kept = parametersOf(model).map(({ parameter }) => ({ parameter, grad: parameter.grad }));
  try {
    return work();
  } finally {
    for (const { parameter, grad } of kept) parameter.grad = grad;
  }
}
