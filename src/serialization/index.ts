// The door of the serialization room.
export { assertChecksum, type Checksummed, withChecksum } from "./checksum.ts";
export { crc32 } from "./crc32.ts";
export { loadTensor, type SavedTensor, saveTensor } from "./saved-tensor.ts";
