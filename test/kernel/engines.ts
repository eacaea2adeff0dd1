// The engines that a suite of cells runs on. The native one is what a learner has; the other's answers are the same, and take
// ten times as long: `npm run soak` asks both. (That tslab runs at all, `npm test` tries, too: test/kernel/language/tslab.test.ts.)
import { engineKinds } from "../../kernel/language/index.ts";
import { times } from "../soak.ts";

export const engines = engineKinds.slice(0, times(1, engineKinds.length));
