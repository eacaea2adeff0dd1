// The door of the data room.
export { type Batch, type BatchOptions, type BatchSource, batches } from "./batches.ts";
export { type BpttOptions, bpttBatches, nextToken, type Stretch } from "./bptt.ts";
export { type CsvRow, CsvTable } from "./csv-table.ts";
export {
  type ReadCsvOptions,
  type ReadNpyOptions,
  type ReadNpzOptions,
  type ReadOptions,
  type ReadTextOptions,
  readCsv,
  readIdx,
  readNpy,
  readNpz,
  readText,
} from "./files.ts";
export {
  type Coco,
  type Digits,
  type Imdb,
  type LoadEmailsOptions,
  loadCoco,
  loadDigits,
  loadEmails,
  loadImdb,
  loadMobyDick,
  loadNames,
  loadPronunciations,
  loadSpeeches,
  type Reviews,
  readReviews,
} from "./load.ts";
export { type MaskOptions, type PadOptions, padSequences, type Side, sequenceMask } from "./padding.ts";
export type {
  Book,
  CocoOptions,
  DataSource,
  Emails,
  ImdbOptions,
  LoadDataOptions,
  Names,
  Pronunciations,
  Speech,
  Speeches,
} from "./sets/index.ts";
export {
  adding,
  type CopyingOptions,
  copying,
  latch,
  type TaskOptions,
  type TaskSamples,
  temporalOrder,
} from "./tasks.ts";
export { TextTokenizer, type TokenizerOptions, tokenizer } from "./tokenizer.ts";
export { characters, words } from "./tokens.ts";
export { type Samples, type SomeOf, type TrainTestSplitOptions, trainTestSplit } from "./train-test-split.ts";
export { type EncodeOptions, Vocabulary, type VocabularyOptions, vocabulary } from "./vocabulary.ts";
export { manyToMany, manyToOne, type WindowOptions } from "./windows.ts";
