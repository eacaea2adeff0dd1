// Whole answers: what they say to type is the right thing to type, and not only a part of it.
import type { Group } from "./sample.ts";

export const whole: Group[] = [
  {
    name: "what is to be typed, in whole",
    before: [
      "const model = sequential([dense(3, { inputShape: [2], activation: 'relu' })]), mdl = model",
      "const t = tensor([[1, 2], [3, 4]]), x = t, y = t, xs = [1, 2, 3], { q1 } = assignment('counting')",
    ],
    lines: [
      // Tuples without a space.
      [
        "model.add(simpleRNN(4, input_shape=(5,3), return_sequences=True))",
        /: model\.add\(simpleRNN\(4, \{ inputShape: \[5, 3\], returnSequences: true \}\)\)$/,
      ],
      ["np.zeros((3,4))", /: zeros\(\[3, 4\]\)$/],
      ["zeros((3,4))", /: zeros\(\[3, 4\]\)$/],
      ["zeros((3,400))", /: zeros\(\[3, 400\]\)$/],
      ["simpleRNN(4, { inputShape: (5,3) })", /: simpleRNN\(4, \{ inputShape: \[5, 3\] \}\)$/],
      ["const shape2 = (5,3)", /: const shape2 = \[5, 3\]$/],
      // One named argument, whose name is in scope.
      ['mdl.add(dense(10, activation="softmax"))', /: mdl\.add\(dense\(10, \{ activation: "softmax" \}\)\)$/],
      ["dense(10, activation='relu')", /: dense\(10, \{ activation: 'relu' \}\)$/],
      // Keras's classes, which are types here.
      ["layers.Dense(32)", /: dense\(32\)$/],
      ["keras.layers.LSTM(32)", /: lstm\(32\)$/],
      ["keras.Sequential([keras.layers.Dense(10)])", /: sequential\(\[dense\(10\)\]\)$/],
      ["SimpleRNN(4, input_shape=(5, 3))", /: simpleRNN\(4, \{ inputShape: \[5, 3\] \}\)$/],
      [
        "import tensorflow as tf\nm = tf.keras.Sequential()\nm.add(tf.keras.layers.SimpleRNN(32, input_shape=(5, 3)))",
        /Nothing is to be imported/,
        /SimpleRNN\(32, \{/,
      ],
      // '!' before an expression.
      ["!undefinedName", /Cannot find name 'undefinedName'/],
      ["!model.built2", /Property 'built2' does not exist/],
      ["!q1.check(5)", /\.correct/],
      ["!ls", /terminal/],
      ["!nvidia-smi", /terminal/],
      ["!mkdir data", /terminal/],
    ],
  },
];
