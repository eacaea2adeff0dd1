# Runs JupyterLab for as long as the set-up lives that started it. The set-up holds the other end of our standard input
# and never writes: when it ends, however hard it was killed, the input ends, and the server ends in order with its kernels.

import os
import signal
import sys
import threading

from jupyterlab.labapp import main


def end_with_the_set_up():
    # Not sys.stdin: Python cannot end in order while a thread waits in it.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=end_with_the_set_up, daemon=True).start()
sys.exit(main())
