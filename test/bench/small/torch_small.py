"""PyTorch on the CPU, one thread: the small tasks; ../loops/program.ts has the lines."""
import json
import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(0)
torch.set_grad_enabled(False)
operations_per_step = 200


def once(task):
    kind = task["kind"]
    if kind == "matmul":
        a, b = torch.randn(task["m"], task["k"]), torch.randn(task["k"], task["n"])
        return lambda: a @ b
    if kind == "make-lstm":
        return lambda: make_lstm(task["units"])
    if kind == "way-and-back":
        return way_and_back(task)
    a, b = (torch.randn(32, task["size"] // 32) for _ in range(2))
    if kind == "add":
        return lambda: a + b
    if kind == "mul":
        return lambda: a * b
    f = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "exp": torch.exp}[kind]
    return lambda: f(a)


def way_and_back(task):
    of, dtype, F = task["of"], getattr(torch, task["dtype"]), torch.nn.functional
    x, y = (torch.randn(64, 128, 64, dtype=dtype) for _ in range(2))
    x.requires_grad = True
    positive = (y.abs() + 0.1).requires_grad_()
    is_positive = y > 0
    norm = torch.nn.LayerNorm(64, dtype=dtype)
    functions = {
        "abs": torch.abs, "relu": torch.relu, "clip": lambda x: x.clip(-0.5, 0.5), "hardSigmoid": F.hardsigmoid,
        "leakyRelu": lambda x: F.leaky_relu(x, 0.2), "elu": F.elu, "selu": F.selu, "softplus": F.softplus,
        "silu": F.silu, "gelu": F.gelu, "geluTanh": lambda x: F.gelu(x, approximate="tanh"), "sin": torch.sin,
        "cos": torch.cos, "square": torch.square, "pow3": lambda x: x.pow(3), "pow1.5": lambda _: positive.pow(1.5),
        "maximum": lambda x: torch.maximum(x, y), "where": lambda x: torch.where(is_positive, x, y),
        "softmax": lambda x: x.softmax(-1), "layerNorm": norm, "huber": lambda x: F.huber_loss(x, y),
        "mse": lambda x: F.mse_loss(x, y), "greater": lambda x: torch.gt(x, y),
    }
    f = functions[of]

    def step():
        x.grad = positive.grad = None
        norm.zero_grad()
        with torch.enable_grad():
            total = f(x).sum()
            if total.requires_grad:
                total.backward()

    return step


def make_lstm(units):
    lstm = torch.nn.LSTM(units, units)
    torch.nn.init.orthogonal_(lstm.weight_hh_l0)


def prepare(line):
    task = json.loads(line)
    print(f"PyTorch {torch.__version__}, CPU, one thread, {task.get('dtype', 'float32')}", flush=True)
    return once(task), 1 if task["kind"] in ("make-lstm", "way-and-back") else operations_per_step


operation, times = prepare(sys.argv[1])
for line in sys.stdin:
    if line.startswith("{"):
        operation, times = prepare(line)
        continue
    n = int(line)
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(n * times):
        operation()
    print(json.dumps([(time.perf_counter() - wall) * 1e3 / n, (time.process_time() - cpu) * 1e3 / n]), flush=True)
