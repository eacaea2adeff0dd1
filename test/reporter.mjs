// Mocha's usual report, and then one plain last line that a machine can read: `N passed, N failed`.

import Mocha from "mocha";

export default class Reporter extends Mocha.reporters.Spec {
  /** @override */
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    console.log(`${passes} passed, ${failures} failed${pending ? `, ${pending} skipped` : ""}`);
  }
}
