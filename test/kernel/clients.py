"""Drives a kernel with Jupyter's own clients (jupyter_client, nbclient) and prints what they saw as JSON.

python clients.py SCENARIO KERNEL_NAME, with the kernelspec where JUPYTER_PATH says.
"""

import json
import sys
import time

import nbformat
import zmq
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

SCENARIO, KERNEL = sys.argv[1:]


def listen(address, seconds, **options):
    """How many messages a subscriber gets; options are those of its socket."""
    with zmq.Context() as context, context.socket(zmq.SUB) as socket:
        socket.linger = 0
        for name, value in options.items():
            setattr(socket, name, value)
        socket.connect(address)
        socket.subscribe(b"")
        heard, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            if socket.poll(50):
                socket.recv_multipart()
                heard += 1
        return heard


def run(client, code, **options):
    """What a cell's streams and result say, and its reply's status."""
    texts = []

    def hear(message):
        content = message["content"]
        if message["msg_type"] == "stream":
            texts.append(content["text"])
        elif message["msg_type"] == "execute_result":
            texts.append(content["data"]["text/plain"])

    reply = client.execute_interactive(code, timeout=20, output_hook=hear, **options)
    return {"status": reply["content"]["status"], "texts": texts, "evalue": reply["content"].get("evalue")}


def encryption(setting):
    manager, client = start_new_kernel(kernel_name=KERNEL, transport_encryption=setting, startup_timeout=20)
    try:
        print_forever = "const printing = setInterval(() => console.log('secret'), 5)"
        address = f"tcp://{manager.ip}:{manager.iopub_port}"
        seen = {"first": run(client, "6 * 7"), "keys": manager.curve_publickey is not None}
        run(client, print_forever)
        seen["unkeyed"] = listen(address, 1)
        if manager.curve_publickey:
            public, secret = zmq.curve_keypair()
            keys = {"curve_publickey": public, "curve_secretkey": secret}
            seen["wrongly keyed"] = listen(address, 1, curve_serverkey=public, **keys)
            seen["keyed"] = listen(address, 1, curve_serverkey=manager.curve_publickey, **keys)
        seen["alive"] = client.is_alive()
        manager.restart_kernel(now=False)
        client.wait_for_ready(timeout=20)
        seen["after restart"] = run(client, "1 + 1")
        return seen
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def stdin():
    manager, client = start_new_kernel(kernel_name=KERNEL, startup_timeout=20)
    asked = []
    answers = iter(["Ada", "y", "secret"])

    def answer(message):
        asked.append([message["content"]["prompt"], message["content"]["password"]])
        client.input(next(answers))

    try:
        code = "[prompt('Name?'), confirm('Sure?'), prompt.password('Token?')]"
        allowed = run(client, code, stdin_hook=answer, allow_stdin=True)
        refused = run(client, "prompt('Name?')", allow_stdin=False)
        return {"asked": asked, "allowed": allowed, "refused": refused}
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def nbclient():
    """A notebook with an error in the middle, run as nbconvert --execute and CI do."""

    def notebook():
        after = "console.log('after'); display.page('long'); a + 1"
        sources = ["const a: number = 20", "throw new RangeError('too far')", after]
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        return nbformat.v4.new_notebook(cells=cells)

    def execute(**options):
        ran, raised = notebook(), None
        try:
            NotebookClient(ran, kernel_name=KERNEL, timeout=30, **options).execute()
        except CellExecutionError as error:
            raised = [error.ename, error.evalue]
        nbformat.validate(ran)
        cells = [[cell.execution_count, [dict(output) for output in cell.outputs]] for cell in ran.cells]
        return {"raised": raised, "cells": cells}

    tagged = notebook()
    tagged.cells[1].metadata["tags"] = ["raises-exception"]
    NotebookClient(tagged, kernel_name=KERNEL, timeout=30).execute()
    return {
        "strict": execute(),
        "allowed": execute(allow_errors=True),
        "tagged": [cell.execution_count for cell in tagged.cells],
    }


def starts():
    """What the first cell says of a kernel that has just been started, ten times."""
    seen = []
    for n in range(10):
        manager, client = start_new_kernel(kernel_name=KERNEL, startup_timeout=20)
        try:
            seen.append(run(client, f"console.log('start {n}'); {n} * 2")["texts"])
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    return seen


scenarios = {
    "encrypted": lambda: encryption("required"),
    "plain": lambda: encryption("disabled"),
    "stdin": stdin,
    "nbclient": nbclient,
    "starts": starts,
}
print(json.dumps(scenarios[SCENARIO]()))
