"""PyTorch on the CPU, on OMP_NUM_THREADS threads: the same training step, "masked" with packed sequences; program.ts has the lines."""
import json
import os
import sys
import time

import torch

threads = int(os.environ["OMP_NUM_THREADS"])
torch.set_num_threads(threads)
torch.manual_seed(0)
case = json.loads(sys.argv[1])
batch, T, size, hidden = (case[name] for name in ("batch", "T", "input", "hidden"))
layer = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}[case["cell"]](size, hidden)
readout = torch.nn.Linear(hidden, size)
optimizer = torch.optim.Adam([*layer.parameters(), *readout.parameters()])
many = case["output"] == "many-to-many"
xs = torch.randn(T, batch, size)
y = torch.randint(0, size, (T * batch if many else batch,))
lengths = torch.tensor([T - i * T // (2 * batch) for i in range(batch)])  # as in cases.ts
packed = torch.nn.utils.rnn.pack_padded_sequence(xs, lengths) if sys.argv[2:] == ["masked"] else None


def step():
    optimizer.zero_grad()
    states, last = layer(xs if packed is None else packed)
    if packed is not None:
        states, _ = torch.nn.utils.rnn.pad_packed_sequence(states)
        last = last[0] if isinstance(last, tuple) else last
    read = states.reshape(T * batch, hidden) if many else states[-1] if packed is None else last[0]
    torch.nn.functional.cross_entropy(readout(read), y).backward()
    optimizer.step()


print(f"PyTorch {torch.__version__}, CPU, {threads} thread(s), float32", flush=True)
for line in sys.stdin:
    times = []
    for _ in range(int(line)):
        before = time.perf_counter()
        step()
        times.append((time.perf_counter() - before) * 1e3)
    print(json.dumps(times), flush=True)
