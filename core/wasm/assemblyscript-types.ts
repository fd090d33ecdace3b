// The types of AssemblyScript that walker/memory.ts names, for the host, which reads its offsets: to it they are numbers.
declare global {
  type usize = number;
  type u32 = number;
}
export {};
