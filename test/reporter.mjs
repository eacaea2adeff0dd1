// Mocha's usual report, and then one plain last line that a machine can read: `N passed, N failed`. As one of several
// side by side (binder/lanes.mjs): a mark after each suite, and the counts by a message instead of that line.

import Mocha from "mocha";

const { EVENT_SUITE_END } = Mocha.Runner.constants;
const endOfSuite = "\x1e";

export default class Reporter extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    if (process.send)
      runner.on(EVENT_SUITE_END, suite => {
        if (suite.root || suite.parent?.root) process.stdout.write(endOfSuite);
      });
  }

  /** @override */
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    if (process.send) process.send({ passes, failures, pending });
    else console.log(`${passes} passed, ${failures} failed${pending ? `, ${pending} skipped` : ""}`);
  }
}
