// A filter of system calls, as the bytes that bubblewrap hands to the kernel: classic BPF over `struct seccomp_data`.
// https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
//
// It allows what it does not name. What it names is a way out (another process's memory, mounts, namespaces, the kernel's
// own interfaces), a way to memory that no limit counts, or a way to raise a limit. Node, its workers, WebAssembly and the Go
// program that is the compiler run with all of it denied.
import { constants } from "node:os";
import { absent, type Calls, denied, looked } from "./system-calls.ts";

const { EPERM, ENOSYS, EAFNOSUPPORT } = constants.errno;

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const newNamespaces = 0x7e020000;
/** AF_UNIX, AF_INET, AF_INET6: no netlink, no packets, no virtual machine's socket, no crypto of the kernel's. */
const families = [1, 2, 10];
/** TIOCSTI and TIOCLINUX type into the terminal. */
const typing = [0x5412, 0x541c];

/** By AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64; `calls` is the column of its numbers. arm64's filter has not run on such a machine. */
const architectures = { x64: { audit: 0xc000003e, calls: 0 }, arm64: { audit: 0xc00000b7, calls: 1 } } as const;

/** Numbers from here on are x32's: the same calls by other numbers. On arm64 there are none so high. */
const x32 = 0x40000000;

const [load, jumpIfEqual, jumpIfAtLeast, jumpIfSet, end] = [0x20, 0x15, 0x35, 0x45, 0x06];
const at = { number: 0, architecture: 4, argument: (index: number) => 16 + 8 * index };
const allow = 0x7fff0000;
const kill = 0x80000000;
const refuse = (errno: number) => 0x00050000 | errno;

type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, value: number];

/** Ends with `result` where the word that is loaded passes the test. */
const endIf = (test: number, value: number, result: number): Instruction[] => [
  [test, 0, 1, value],
  [end, 0, 0, result],
];

/** Of one call: its first instruction skips the rest where the number is another. */
function ofCall(number: number, rest: readonly Instruction[]): Instruction[] {
  // Behind it the number has to be loaded again for who comes next.
  return [[jumpIfEqual, 0, rest.length + 1, number], ...rest, [load, 0, 0, at.number]];
}

function instructions({ audit, calls }: (typeof architectures)[keyof typeof architectures]): Instruction[] {
  const numbersOf = (table: Calls) => Object.values(table).flatMap(numbers => numbers[calls] ?? []);
  const { clone, socket, ioctl } = looked;
  return [
    [load, 0, 0, at.architecture],
    [jumpIfEqual, 1, 0, audit],
    [end, 0, 0, kill],
    [load, 0, 0, at.number],
    ...endIf(jumpIfAtLeast, x32, kill),
    ...numbersOf(denied).flatMap(number => endIf(jumpIfEqual, number, refuse(EPERM))),
    ...numbersOf(absent).flatMap(number => endIf(jumpIfEqual, number, refuse(ENOSYS))),
    ...ofCall(clone[calls], [[load, 0, 0, at.argument(0)], ...endIf(jumpIfSet, newNamespaces, refuse(EPERM))]),
    ...ofCall(socket[calls], [
      [load, 0, 0, at.argument(0)],
      ...families.flatMap(family => endIf(jumpIfEqual, family, allow)),
      [end, 0, 0, refuse(EAFNOSUPPORT)],
    ]),
    ...ofCall(ioctl[calls], [
      [load, 0, 0, at.argument(1)],
      ...typing.flatMap(request => endIf(jumpIfEqual, request, refuse(EPERM))),
    ]),
    [end, 0, 0, allow],
  ];
}

/** The filter of this machine's architecture; undefined where there is none. */
export function seccompFilter(architecture: string = process.arch): Buffer | undefined {
  if (architecture !== "x64" && architecture !== "arm64") return undefined;
  const list = instructions(architectures[architecture]);
  const bytes = Buffer.alloc(8 * list.length);
  for (const [index, [code, jumpTrue, jumpFalse, value]] of list.entries()) {
    bytes.writeUInt16LE(code, 8 * index);
    bytes.writeUInt8(jumpTrue, 8 * index + 2);
    bytes.writeUInt8(jumpFalse, 8 * index + 3);
    bytes.writeUInt32LE(value >>> 0, 8 * index + 4);
  }
  return bytes;
}
