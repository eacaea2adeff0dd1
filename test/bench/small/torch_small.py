"""PyTorch on the CPU, one thread: the small tasks; ../loops/program.ts has the lines."""
import json
import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(0)
torch.set_grad_enabled(False)
task = json.loads(sys.argv[1])
kind = task["kind"]
operations_per_step = 200


def once():
    if kind == "matmul":
        a, b = torch.randn(task["m"], task["k"]), torch.randn(task["k"], task["n"])
        return lambda: a @ b
    if kind == "make-lstm":
        return make_lstm
    if kind == "way-and-back":
        return way_and_back()
    a, b = (torch.randn(32, task["size"] // 32) for _ in range(2))
    if kind == "add":
        return lambda: a + b
    if kind == "mul":
        return lambda: a * b
    f = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "exp": torch.exp}[kind]
    return lambda: f(a)


def way_and_back():
    of, dtype, F = task["of"], getattr(torch, task["dtype"]), torch.nn.functional
    x, y = (torch.randn(64, 128, 64, dtype=dtype) for _ in range(2))
    x.requires_grad = True
    is_positive = y > 0
    norm = torch.nn.LayerNorm(64, dtype=dtype)
    functions = {
        "abs": torch.abs, "relu": torch.relu, "clip": lambda x: x.clip(-0.5, 0.5), "hardSigmoid": F.hardsigmoid,
        "leakyRelu": lambda x: F.leaky_relu(x, 0.2), "elu": F.elu, "selu": F.selu, "softplus": F.softplus,
        "silu": F.silu, "gelu": F.gelu, "geluTanh": lambda x: F.gelu(x, approximate="tanh"), "sin": torch.sin,
        "cos": torch.cos, "square": torch.square, "pow3": lambda x: x.pow(3),
        "maximum": lambda x: torch.maximum(x, y), "where": lambda x: torch.where(is_positive, x, y),
        "softmax": lambda x: x.softmax(-1), "layerNorm": norm, "huber": lambda x: F.huber_loss(x, y),
    }
    f = functions[of]

    def step():
        x.grad = None
        norm.zero_grad()
        with torch.enable_grad():
            f(x).sum().backward()

    return step


def make_lstm():
    lstm = torch.nn.LSTM(task["units"], task["units"])
    torch.nn.init.orthogonal_(lstm.weight_hh_l0)


operation = once()
times = 1 if kind in ("make-lstm", "way-and-back") else operations_per_step
print(f"PyTorch {torch.__version__}, CPU, one thread, {task.get('dtype', 'float32')}", flush=True)
for line in sys.stdin:
    n = int(line)
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(n * times):
        operation()
    print(json.dumps([(time.perf_counter() - wall) * 1e3 / n, (time.process_time() - cpu) * 1e3 / n]), flush=True)
