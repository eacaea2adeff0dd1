"""Keras on JAX, on the CPU, one thread: the same training step, compiled whole; see program.ts for the lines it speaks."""
import json
import os
import sys
import time

os.environ.update(
    KERAS_BACKEND="jax",
    JAX_PLATFORMS="cpu",
    XLA_FLAGS="--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
)
if hasattr(os, "sched_setaffinity"):  # XLA starts a thread for each processor that it sees
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
import jax  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402

keras.utils.set_random_seed(0)
case = json.loads(sys.argv[1])
batch, T, size, hidden = (case[name] for name in ("batch", "T", "input", "hidden"))
many = case["output"] == "many-to-many"
layer = {"lstm": keras.layers.LSTM, "gru": keras.layers.GRU, "rnn": keras.layers.SimpleRNN}[case["cell"]]
model = keras.Sequential(
    [keras.Input((T, size)), layer(hidden, return_sequences=many), keras.layers.Dense(size)]
)
loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = keras.optimizers.Adam(1e-3)
optimizer.build(model.trainable_variables)
xs = jax.numpy.asarray(np.random.randn(batch, T, size).astype("float32"))
y = jax.numpy.asarray(np.random.randint(0, size, (batch, T) if many else (batch,)))


def loss(trainable, fixed):
    prediction, fixed = model.stateless_call(trainable, fixed, xs, training=True)
    return loss_of(y, prediction)


@jax.jit
def update(trainable, fixed, state):
    gradients = jax.grad(loss)(trainable, fixed)
    return optimizer.stateless_apply(state, gradients, trainable)


trainable = [v.value for v in model.trainable_variables]
fixed = [v.value for v in model.non_trainable_variables]
state = [v.value for v in optimizer.variables]
print(f"Keras {keras.__version__} on JAX {jax.__version__}, CPU, one thread, float32", flush=True)
for line in sys.stdin:
    times = []
    for _ in range(int(line)):
        before = time.perf_counter()
        trainable, state = update(trainable, fixed, state)
        jax.block_until_ready(trainable)
        times.append((time.perf_counter() - before) * 1e3)
    print(json.dumps(times), flush=True)
