// The door for who judges in a process of their own: what no cell is given. It is no export of the package.
export { definitionOf } from "./question.ts";
