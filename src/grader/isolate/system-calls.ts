// The system calls that a filter knows by name, with their numbers.
//
// x64: linux/arch/x86/entry/syscalls/syscall_64.tbl. arm64: the kernel's generic table, linux/include/uapi/asm-generic/unistd.h,
// which lacks what other calls have replaced.

/** On x64, and on arm64 where it has that call. */
export type Calls = { readonly [name: string]: readonly [x64: number, arm64?: number] };

export const denied: Calls = {
  // other processes
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  process_madvise: [440, 440],
  process_mrelease: [448, 448],
  pidfd_open: [434, 434],
  pidfd_getfd: [438, 438],
  pidfd_send_signal: [424, 424],
  kcmp: [312, 272],
  // namespaces, mounts, roots
  unshare: [272, 97],
  setns: [308, 268],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  mknod: [133],
  mknodat: [259, 33],
  // the kernel's own interfaces
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  fanotify_init: [300, 262],
  seccomp: [317, 277],
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  syslog: [103, 116],
  acct: [163, 89],
  swapon: [167, 224],
  swapoff: [168, 225],
  reboot: [169, 142],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  iopl: [172],
  ioperm: [173],
  modify_ldt: [154],
  vhangup: [153, 58],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  lookup_dcookie: [212, 18],
  personality: [135, 92],
  uselib: [134],
  ustat: [136],
  sysfs: [139],
  _sysctl: [156],
  execveat: [322, 281],
  // clocks
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  clock_adjtime: [305, 266],
  adjtimex: [159, 171],
  // memory that RLIMIT_DATA does not count, and memory of other nodes
  shmget: [29, 194],
  shmat: [30, 196],
  shmctl: [31, 195],
  memfd_secret: [447, 447],
  semget: [64, 190],
  msgget: [68, 186],
  mq_open: [240, 180],
  mbind: [237, 235],
  set_mempolicy: [238, 237],
  migrate_pages: [256, 238],
  move_pages: [279, 239],
  // limits and priorities
  setrlimit: [160, 164],
  prlimit64: [302, 261],
  setpriority: [141, 140],
  sched_setaffinity: [203, 122],
  sched_setscheduler: [144, 119],
  sched_setparam: [142, 118],
  sched_setattr: [314, 274],
  ioprio_set: [251, 30],
};

/** Of these a program asks first, and then takes another way: "there is no such call" sends it there. */
export const absent: Calls = {
  // Its flags lie in memory, where a filter cannot read: the C library then calls clone, whose flags are looked at.
  clone3: [435, 435],
  memfd_create: [319, 279],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
};

/** Of these a filter looks at the arguments. */
export const looked = { clone: [56, 220], socket: [41, 198], ioctl: [16, 29] } as const satisfies Calls;
