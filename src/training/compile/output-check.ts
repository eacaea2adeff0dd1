// Whether a loss fits what the model puts out: probabilities where it expects logits, or logits where it expects
// probabilities, train to nonsense without any error.
import {
  Activation,
  type ActivationLike,
  type AnyLayer,
  Bidirectional,
  Dense,
  DropoutLayer,
  GRU,
  isUnmodified,
  LSTM,
  SimpleRNN,
  TimeDistributed,
} from "../../nn/index.ts";
import { logitsBehind, type Tensor } from "../../tensor/index.ts";
import type { KnownLoss, OutputKind } from "./known-losses.ts";

/**
 * Before training, by the last layer's activation. Says nothing of layers of one's own, or where there is no layer yet.
 * @throws RangeError for a loss that takes the output for something else.
 */
export function assertLossFits(
  who: string,
  layers: readonly AnyLayer[],
  name: string,
  { outputs, bySequence }: KnownLoss,
): void {
  const activation = activationOf(layers);
  const last = layers.at(-1);
  if (!last || activation === undefined) return;
  const size = last.outputShape?.at(-1);
  const is = `but ${last.describe()} ${shape(activation)}`;
  const expects = `${who}: ${name} expects ${expected[outputs]}`;
  switch (outputs) {
    case "numbers":
      return;
    case "class logits":
      if (size === 1)
        throw new RangeError(
          `${expects}, one for each class, but ${last.describe()} gives only one; ` +
            "for two classes give it 2 units, or take the loss binaryCrossEntropyWithLogits",
        );
      if (activation === "softmax" || activation === "sigmoid")
        throw new RangeError(
          `${expects}, ${is}; leave the activation out` +
            (bySequence ? "" : ", or take a loss of probabilities: ") +
            (bySequence
              ? ""
              : activation === "softmax"
                ? '"sparseCategoricalCrossentropy" (class ids) or "categoricalCrossentropy" (one-hot targets)'
                : '"binaryCrossentropy"'),
        );
      return;
    case "logits":
      if (activation === "softmax" || activation === "sigmoid")
        throw new RangeError(
          `${expects}, ${is}; leave the activation out, or take a loss of probabilities: ` +
            (activation === "sigmoid" ? '"binaryCrossentropy"' : '"categoricalCrossentropy"'),
        );
      return;
    case "class probabilities":
      if (size === 1)
        throw new RangeError(
          `${expects}, but ${last.describe()} gives only one number, so that there is one class; ` +
            'for two classes give it activation: "sigmoid" and take the loss "binaryCrossentropy"',
        );
      if (activation !== "softmax")
        throw new RangeError(
          `${expects}, ${is}; ` +
            (activation === "sigmoid"
              ? 'give it activation: "softmax", or take the loss "binaryCrossentropy" where several classes may hold at once'
              : 'give it activation: "softmax", or take the loss crossEntropy, which expects logits'),
        );
      return;
    case "probabilities":
      if (activation === "softmax" && size === 1)
        throw new RangeError(
          `${expects}, but softmax of one number is always 1; give ${last.describe()} activation: "sigmoid"`,
        );
      if (activation !== "sigmoid" && activation !== "softmax")
        throw new RangeError(
          `${expects}, ${is}; give it activation: "sigmoid", or take the loss binaryCrossEntropyWithLogits, which expects logits`,
        );
  }
}

/**
 * While training, by the output itself, where the last layer is one's own. (That probabilities are none, the loss says.)
 * @throws RangeError for a loss of logits that is given the direct result of softmax or sigmoid.
 */
export function assertNotSquashed(who: string, name: string, { outputs }: KnownLoss, output: Tensor): void {
  if (outputs !== "logits" && outputs !== "class logits") return;
  const by = (["softmax", "sigmoid"] as const).find(squashing => logitsBehind(output, squashing));
  if (by)
    throw new RangeError(
      `${who}: ${name} expects ${expected[outputs]}, but the output of the model ${shape(by)}; leave ${by} out`,
    );
}

const expected: Record<OutputKind, string> = {
  numbers: "numbers",
  "class logits": "logits (numbers of any size)",
  logits: "logits (numbers of any size)",
  "class probabilities": "probabilities of classes",
  probabilities: "probabilities",
};

const shape = (activation: ActivationLike): string => {
  if (activation === "softmax") return "gives the probabilities of softmax";
  if (activation === "sigmoid") return "gives the probabilities of sigmoid";
  return activation === "linear"
    ? "has no activation, so it gives logits"
    : `gives what ${typeof activation === "string" ? activation : "a function of your own"} gives`;
};

/** The function that the output of these layers comes from; undefined where that is not known. */
function activationOf(layers: readonly AnyLayer[]): ActivationLike | undefined {
  const last = layers.at(-1);
  if (!last || !isUnmodified(last)) return undefined;
  const before = layers.slice(0, -1);
  if (last instanceof TimeDistributed) return activationOf([last.layer]);
  if (last instanceof DropoutLayer || (last instanceof Activation && last.activation === "linear"))
    return activationOf(before);
  if (last instanceof Activation || last instanceof Dense) return last.activation;
  if (last instanceof SimpleRNN || last instanceof LSTM || last instanceof GRU) return last.activation;
  if (last instanceof Bidirectional) return activationOf([last.forwardLayer]);
  return undefined;
}
