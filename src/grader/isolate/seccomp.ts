// A filter of system calls, as the bytes that bubblewrap hands to the kernel: classic BPF over `struct seccomp_data`.
// https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
//
// It allows what it does not name. What it names is a way out (another process's memory, mounts, namespaces, the kernel's
// own interfaces), a way to memory that no limit counts, or a way to raise a limit. Node, its workers, WebAssembly and the Go
// program that is the compiler run with all of it denied.
import { constants } from "node:os";

const { EPERM, ENOSYS, EAFNOSUPPORT } = constants.errno;

/** Numbers of x86-64: linux/arch/x86/entry/syscalls/syscall_64.tbl. */
const denied: { [name: string]: number } = {
  // other processes
  ptrace: 101,
  process_vm_readv: 310,
  process_vm_writev: 311,
  process_madvise: 440,
  process_mrelease: 448,
  pidfd_open: 434,
  pidfd_getfd: 438,
  pidfd_send_signal: 424,
  kcmp: 312,
  // namespaces, mounts, roots
  unshare: 272,
  setns: 308,
  mount: 165,
  umount2: 166,
  pivot_root: 155,
  chroot: 161,
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  fsconfig: 431,
  fsmount: 432,
  fspick: 433,
  mount_setattr: 442,
  name_to_handle_at: 303,
  open_by_handle_at: 304,
  mknod: 133,
  mknodat: 259,
  // the kernel's own interfaces
  bpf: 321,
  perf_event_open: 298,
  userfaultfd: 323,
  fanotify_init: 300,
  seccomp: 317,
  add_key: 248,
  request_key: 249,
  keyctl: 250,
  kexec_load: 246,
  kexec_file_load: 320,
  init_module: 175,
  finit_module: 313,
  delete_module: 176,
  syslog: 103,
  acct: 163,
  swapon: 167,
  swapoff: 168,
  reboot: 169,
  sethostname: 170,
  setdomainname: 171,
  iopl: 172,
  ioperm: 173,
  modify_ldt: 154,
  vhangup: 153,
  quotactl: 179,
  quotactl_fd: 443,
  lookup_dcookie: 212,
  personality: 135,
  uselib: 134,
  ustat: 136,
  sysfs: 139,
  _sysctl: 156,
  execveat: 322,
  // clocks
  settimeofday: 164,
  clock_settime: 227,
  clock_adjtime: 305,
  adjtimex: 159,
  // memory that RLIMIT_DATA does not count, and memory of other nodes
  shmget: 29,
  shmat: 30,
  shmctl: 31,
  memfd_secret: 447,
  semget: 64,
  msgget: 68,
  mq_open: 240,
  mbind: 237,
  set_mempolicy: 238,
  migrate_pages: 256,
  move_pages: 279,
  // limits and priorities
  setrlimit: 160,
  prlimit64: 302,
  setpriority: 141,
  sched_setaffinity: 203,
  sched_setscheduler: 144,
  sched_setparam: 142,
  sched_setattr: 314,
  ioprio_set: 251,
};

/** Of these a program asks first, and then takes another way: "there is no such call" sends it there. */
const absent: { [name: string]: number } = {
  // Its flags lie in memory, where a filter cannot read: the C library then calls clone, whose flags are looked at.
  clone3: 435,
  memfd_create: 319,
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
};

const clone = 56;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const newNamespaces = 0x7e020000;
const socket = 41;
/** AF_UNIX, AF_INET, AF_INET6: no netlink, no packets, no virtual machine's socket, no crypto of the kernel's. */
const families = [1, 2, 10];
const ioctl = 16;
/** TIOCSTI and TIOCLINUX type into the terminal. */
const typing = [0x5412, 0x541c];

const x64 = 0xc000003e;
/** Numbers from here on are x32's: the same calls by other numbers. */
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

function instructions(): Instruction[] {
  return [
    [load, 0, 0, at.architecture],
    [jumpIfEqual, 1, 0, x64],
    [end, 0, 0, kill],
    [load, 0, 0, at.number],
    ...endIf(jumpIfAtLeast, x32, kill),
    ...Object.values(denied).flatMap(number => endIf(jumpIfEqual, number, refuse(EPERM))),
    ...Object.values(absent).flatMap(number => endIf(jumpIfEqual, number, refuse(ENOSYS))),
    ...ofCall(clone, [[load, 0, 0, at.argument(0)], ...endIf(jumpIfSet, newNamespaces, refuse(EPERM))]),
    ...ofCall(socket, [
      [load, 0, 0, at.argument(0)],
      ...families.flatMap(family => endIf(jumpIfEqual, family, allow)),
      [end, 0, 0, refuse(EAFNOSUPPORT)],
    ]),
    ...ofCall(ioctl, [
      [load, 0, 0, at.argument(1)],
      ...typing.flatMap(request => endIf(jumpIfEqual, request, refuse(EPERM))),
    ]),
    [end, 0, 0, allow],
  ];
}

/** The filter of this machine's architecture; undefined where there is none. */
export function seccompFilter(architecture: string = process.arch): Buffer | undefined {
  if (architecture !== "x64") return undefined;
  const list = instructions();
  const bytes = Buffer.alloc(8 * list.length);
  for (const [index, [code, jumpTrue, jumpFalse, value]] of list.entries()) {
    bytes.writeUInt16LE(code, 8 * index);
    bytes.writeUInt8(jumpTrue, 8 * index + 2);
    bytes.writeUInt8(jumpFalse, 8 * index + 3);
    bytes.writeUInt32LE(value >>> 0, 8 * index + 4);
  }
  return bytes;
}
