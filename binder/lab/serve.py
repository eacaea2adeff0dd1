# Runs JupyterLab for as long as the set-up lives that started it. The set-up holds the other end of our standard input. It
# writes one line, the token, and then nothing: when it ends, however hard it was killed, the input ends, and the server
# ends in order with its kernels.

import os
import signal
import sys
import threading

from jupyterlab.labapp import main


def read_line():
    # Not sys.stdin: Python cannot end in order while a thread waits in it.
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            sys.exit(1)
        line += byte
    return line.decode().strip()


def end_with_the_set_up():
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


token = read_line()
threading.Thread(target=end_with_the_set_up, daemon=True).start()
sys.exit(main(argv=[*sys.argv[1:], f"--IdentityProvider.token={token}"]))
