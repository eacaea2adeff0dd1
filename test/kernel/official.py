"""Runs Jupyter's own kernel test suite on a kernelspec and prints, as JSON, each test's outcome and
what the suite's options were left at their default.

python official.py KERNEL_NAME, with the kernelspec where JUPYTER_PATH says.
"""

import json
import sys
import unittest

import jupyter_kernel_test

KERNEL = sys.argv[1]


class OfficialTests(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    completion_samples = [
        {"text": "[1].fla", "matches": {"flat", "flatMap"}},
        {"text": "'😀'.toUp", "matches": {"toUpperCase"}},
    ]
    complete_code_samples = ["1 + 1", "const a = 1", "function f() {\n  return 1\n}", "`text`", "// remark", "await f()"]
    incomplete_code_samples = ["if (true) {", "const a =", "f(1,", "`text", "/* remark", "class A {\n  b = 1"]
    invalid_code_samples = ["const = 3", ")", "f(1))", "let 1 = 2", "a b c"]
    code_page_something = "display.page(Array.from({ length: 99 }, (_, i) => `line ${i}`).join('\\n'))"
    code_generate_error = "throw new Error('boom')"
    code_execute_result = [
        {"code": "1+2+3", "result": "6"},
        {"code": "[1, 2].map(n => n * n)", "result": "[ 1, 4 ]"},
        {"code": "await Promise.resolve('😀')", "result": "'😀'"},
        {"code": "({ $display: () => ({ 'text/html': '<b>6</b>' }) })", "mime": "text/html", "result": "<b>6</b>"},
    ]
    code_display_data = [
        {"code": "display({ a: 1 })", "mime": "text/plain"},
        {"code": "display.html`<b>${6}</b>`", "mime": "text/html"},
        {"code": "display.svg('<svg></svg>')", "mime": "image/svg+xml"},
        {"code": "display.png(new Uint8Array([1, 2, 3]))", "mime": "image/png"},
    ]
    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "parseInt"
    code_clear_output = "display.clear()"


class OfficialWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


class Outcomes(unittest.TestResult):
    """Subtests count towards their test: one that fails, or is skipped, is told with it."""

    def __init__(self):
        super().__init__()
        self.outcomes = {}

    def tell(self, test, *said):
        test = getattr(test, "test_case", test)
        name = getattr(test, "_testMethodName", str(test))
        self.outcomes.setdefault(name, []).extend(said)

    def addSuccess(self, test):
        self.tell(test)

    def addSkip(self, test, reason):
        self.tell(test, f"skipped: {reason}")

    def addFailure(self, test, err):
        self.tell(test, self._exc_info_to_string(err, test))

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.addFailure(subtest, err)


suite = unittest.TestSuite(
    unittest.defaultTestLoader.loadTestsFromTestCase(tests) for tests in (OfficialTests, OfficialWelcomeTests)
)
result = Outcomes()
suite.run(result)
left_open = [
    name
    for ours in (OfficialTests, OfficialWelcomeTests)
    for name, default in vars(ours.__base__).items()
    if not name.startswith("_") and not callable(default) and not isinstance(default, classmethod)
    and getattr(ours, name) == default
]
print(json.dumps({"tests": result.outcomes, "left_open": left_open}))
