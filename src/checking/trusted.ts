// The door for who judges in a process of their own: what no cell is given. It is no export of the package.
export { toPlain } from "./answers/array-argument.ts";
export { calledByMessage } from "./answers/calling.ts";
export { ____, blankValueType } from "./blank.ts";
export { judgeAnswer } from "./judging.ts";
export { hiddenFaults } from "./proof/mistake-faults.ts";
export { definitionOf } from "./question.ts";
