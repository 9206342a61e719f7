import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Whether the process with this id, if there is one, was started with a command like that. */
export const isRunning = async (pid: number, command: RegExp): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', `${pid}`]).catch(() => ({
    stdout: '',
  }));
  return command.test(stdout);
};

/** Asks a process to end, and ends it if it has not done so in time. */
export const endProcess = async (pid: number, graceMs: number): Promise<void> => {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isAlive(pid) && Date.now() < deadline) await setTimeout(50);
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
};
