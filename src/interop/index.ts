// The door of the interop room.
export type { Hdf5Group, Hdf5Library } from "./hdf5/write.ts";
export { fromKeras, type ToKerasOptions, toKeras } from "./keras/keras.ts";
export type { NamedWeights } from "./named-weights.ts";
export { readSafetensors } from "./safetensors/read.ts";
export { writeSafetensors } from "./safetensors/write.ts";
export type { TfjsFiles } from "./tfjs/files.ts";
export { fromTfjs, toTfjs } from "./tfjs/tfjs.ts";
export type { TorchNames } from "./torch/names.ts";
export { type FromTorchOptions, fromTorch, type ToTorchOptions, toTorch } from "./torch/torch.ts";
