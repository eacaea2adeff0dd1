// The door of the serialization room.
export { assertChecksum, type Checksummed, withChecksum } from "./checksum.ts";
export { loadTensor, type SavedTensor, saveTensor } from "./saved-tensor.ts";
