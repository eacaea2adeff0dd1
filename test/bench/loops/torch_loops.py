"""PyTorch on the CPU, eager, one thread: the same loops; program.ts has the lines."""
import json
import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(0)
case = json.loads(sys.argv[1])
batch, T, size, hidden = (case[name] for name in ("batch", "T", "input", "hidden"))
parameters = []


def weights(*shape):
    parameters.append(torch.empty(*shape).uniform_(-0.1, 0.1).requires_grad_())
    return parameters[-1]


def rnn():
    W, U, b = weights(size, hidden), weights(hidden, hidden), weights(hidden)

    def forward(xs):
        h, states = torch.zeros(batch, hidden), []
        for x in xs:
            h = torch.tanh(x @ W + h @ U + b)
            states.append(h)
        return states

    return forward, hidden


def lstm_slices():
    n = hidden
    W, U, b = weights(size, 4 * n), weights(n, 4 * n), weights(4 * n)

    def forward(xs):
        h, c, states = torch.zeros(batch, n), torch.zeros(batch, n), []
        for x in xs:
            a = x @ W + h @ U + b
            i = torch.sigmoid(a[:, :n])
            f = torch.sigmoid(a[:, n : 2 * n])
            g = torch.tanh(a[:, 2 * n : 3 * n])
            o = torch.sigmoid(a[:, 3 * n :])
            c = f * c + i * g
            h = o * torch.tanh(c)
            states.append(h)
        return states

    return forward, hidden


def lstm_joined():
    n = hidden
    (Wi, bi), (Wf, bf), (Wg, bg), (Wo, bo) = ((weights(n + size, n), weights(n)) for _ in range(4))

    def forward(xs):
        h, c, states = torch.zeros(batch, n), torch.zeros(batch, n), []
        for x in xs:
            z = torch.cat([h, x], 1)
            kept = torch.sigmoid(z @ Wf + bf) * c
            written = torch.sigmoid(z @ Wi + bi) * torch.tanh(z @ Wg + bg)
            c = kept + written
            h = torch.sigmoid(z @ Wo + bo) * torch.tanh(c)
            states.append(h)
        return states

    return forward, hidden


def attention():
    E, W, U, b = weights(size, hidden), weights(size, hidden), weights(hidden, hidden), weights(hidden)

    def forward(xs):
        annotations = torch.stack(xs, 1) @ E
        h, read = torch.zeros(batch, hidden), []
        for x in xs:
            h = torch.tanh(x @ W + h @ U + b)
            scores = torch.bmm(annotations, h.unsqueeze(-1)).squeeze(-1)
            context = torch.bmm(torch.softmax(scores, -1).unsqueeze(1), annotations).squeeze(1)
            read.append(torch.cat([h, context], 1))
        return read

    return forward, 2 * hidden


def lstm_cell():
    cell = torch.nn.LSTMCell(size, hidden)
    parameters.extend(cell.parameters())

    def forward(xs):
        state, states = None, []
        for x in xs:
            state = cell(x, state)
            states.append(state[0])
        return states

    return forward, hidden


def gru_cell():
    cell = torch.nn.GRUCell(size, hidden)
    parameters.extend(cell.parameters())

    def forward(xs):
        h, states = None, []
        for x in xs:
            h = cell(x, h)
            states.append(h)
        return states

    return forward, hidden


forward, width = globals()[case["loop"].replace("-", "_")]()
readout = torch.nn.Linear(width, size)
optimizer = torch.optim.Adam([*parameters, *readout.parameters()], 1e-3)
xs = list(torch.randn(T, batch, size))
y = torch.randint(0, size, (T * batch,))


def step():
    optimizer.zero_grad()
    read = readout(torch.stack(forward(xs)))
    torch.nn.functional.cross_entropy(read.reshape(T * batch, size), y).backward()
    optimizer.step()


print(f"PyTorch {torch.__version__}, CPU, one thread, float32", flush=True)
for line in sys.stdin:
    n = int(line)
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(n):
        step()
    print(json.dumps([(time.perf_counter() - wall) * 1e3 / n, (time.process_time() - cpu) * 1e3 / n]), flush=True)
