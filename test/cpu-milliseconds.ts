/** How long this process computed for some work. Unlike the time that passes, it does not depend on what else the machine does. */
export function cpuMilliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
