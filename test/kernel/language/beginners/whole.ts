// Whole answers: what they say to type is the right thing to type, and not only a part of it.
import type { Group } from "./sample.ts";

export const whole: Group[] = [
  {
    name: "what is to be typed, in whole",
    before: [
      "const model = sequential([dense(3, { inputShape: [2], activation: 'relu' })]), mdl = model",
      "const t = tensor([[1, 2], [3, 4]]), x = t, y = t, xs = [1, 2, 3], ids = new Set(xs), { q1 } = assignment('counting')",
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
      // Names, and how many of what, differ between libraries.
      ["await model.fit(x, y, epochs=3)", /: await model\.fit\(x, y, \{ epochs: 3 \}\)$/],
      ["q1.check(ans=2016)", /: q1\.check\(2016\)$/],
      ["tf.random.normal((2, 3))", /: seed\(0\)\.normal\(0, 1, \[2, 3\]\)$/],
      ["np.random.normal(0, 1, (2, 3))", /: seed\(0\)\.normal\(0, 1, \[2, 3\]\)$/],
      ["np.random.normal(0, 1)", /takes 3 values here/],
      ["np.mean([1,2,3])", /: tensor\(\[1, 2, 3\]\)\.mean\(\)$/],
      ["np.argmax(xs)", /: tensor\(xs\)\.argmax\(\)$/],
      ["np.mean(t, axis=1, keepdims=True)", /: t\.mean\(1, \{ keepDims: true \}\)$/],
      ["torch.zeros(2, 3)", /: zeros\(\[2, 3\]\)$/],
      ["np.zeros(3)", /: zeros\(\[3\]\)$/],
      ["np.array([1,2]).reshape(2,1)", /: tensor\(\[1, 2\]\)\.reshape\(\[2, 1\]\)$/],
      ["len(t)", /: t\.shape\[0\]$/],
      ["len(ids)", /: ids\.size$/],
      ["sum(tensor([1, 2]))", /: tensor\(\[1, 2\]\)\.sum\(\)$/],
      ["torch.optim.Adam(model.parameters(), lr=0.01)", /: adam\(0\.01\)$/],
      ["nn.CrossEntropyLoss()", /: crossEntropy$/],
      ["keras.losses.BinaryCrossentropy(from_logits=True)", /'binaryCrossentropy' is a function here/],
      ["nn.Sequential(nn.Linear(3, 4), nn.ReLU())", /sequential\(\[dense\(4\), dense\(2\)\]\)/],
      ["nn.LSTM(30, 32, batch_first=True)", /: new LSTMCell\(30, 32\)$/],
      ["LSTM(32, num_layers=2)", /Add one layer after the other/],
      ["Dense(4, input_dim=8)", /: dense\(4, \{ inputShape: \[8\] \}\)$/],
      ["to_categorical([1,2], num_classes=3)", /: oneHot\(\[1, 2\], 3\)$/],
      ["sum(p.numel() for p in model.parameters())", /\(\{ parameter \}\) => parameter\)\.map\(p => p\.size\)/],
      ["simpleRNN(3, { inputShape: 5, 3 })", /./, /new Set/],
      ['dense(3, { "activation", "softmax" })', /: dense\(3, \{ activation: "softmax" \}\)$/],
      ["t.map(v => v * 2)", /t\.mul\(2\).*t\.values\(\)\.map\(v => v \* 2\)\.$/],
      ["list(range(5))", /: \[\.\.\.Array\(5\)\.keys\(\)\]$/],
      // A module of PyTorch's needs no base, but fields, and is not called.
      [
        "class Net(nn.Module):\n    def __init__(self, n):\n        super().__init__()\n        self.fc = nn.Linear(n, 2)\n    def forward(self, x):\n        return self.fc(x)\nnet = Net(3)\nnet(t)",
        /: class Net \{ … \}$/,
        /→.*(super|Module)/,
      ],
      ["class Own extends Module {\n  describe(n) { return this.a }\n}", /./, /Java/],
    ],
  },
];
