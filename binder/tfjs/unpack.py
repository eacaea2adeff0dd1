"""Takes out of TensorFlow's wheel what a native module is compiled against: the library and the headers of its C interface."""

import pathlib
import re
import sys
import zipfile

wanted = re.compile(
    r"tensorflow/(libtensorflow_(cc|framework)\.so\.2"
    r"|include/(tensorflow/(c/|core/platform/ctstring)|tsl/platform/|tsl/c/|xla/tsl/c/).*\.h)"
)
folder = pathlib.Path(sys.argv[1])
(wheel,) = folder.glob("tensorflow_cpu-*.whl")
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(folder, [name for name in archive.namelist() if wanted.fullmatch(name)])
wheel.unlink()
