// Mocha's usual report, and then one plain last line that a machine can read: `N passed, N failed`. As one of several
// side by side (binder/lanes.mjs): a mark after each suite, and the counts and times by a message instead of that line.

import Mocha from "mocha";
import { keepResults } from "./results.mjs";

const { EVENT_SUITE_BEGIN, EVENT_SUITE_END, EVENT_TEST_FAIL } = Mocha.Runner.constants;
const endOfSuite = "\x1e";

export default class Reporter extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    keepResults(runner);
    /** @type {{ title: string, seconds: number }[]} suites at the top, hooks included */
    this.times = [];
    /** @type {string[]} each failed test's name and its error, in one line */
    this.failed = [];
    runner.on(EVENT_TEST_FAIL, (test, error) => this.failed.push(`${test.fullTitle()}: ${inOneLine(error)}`));
    if (!process.send) return;
    let began = performance.now();
    runner.on(EVENT_SUITE_BEGIN, suite => {
      if (suite.parent?.root) began = performance.now();
    });
    runner.on(EVENT_SUITE_END, suite => {
      if (suite.parent?.root) this.times.push({ title: suite.title, seconds: (performance.now() - began) / 1000 });
      if (suite.root || suite.parent?.root) process.stdout.write(endOfSuite);
    });
  }

  /** @override */
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    if (process.send) process.send({ passes, failures, pending, times: this.times, failed: this.failed });
    else console.log(`${passes} passed, ${failures} failed${pending ? `, ${pending} skipped` : ""}`);
  }
}

/**
 * @param {unknown} error
 * @returns its message in one line
 */
const inOneLine = error => {
  const message = String(/** @type {Error} */ (error)?.message ?? error).replace(/\s+/g, " ");
  return message.length > 300 ? `${message.slice(0, 300)} …` : message;
};
