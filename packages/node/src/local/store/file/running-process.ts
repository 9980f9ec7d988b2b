import { readFileSync } from "node:fs";

/** Names this process: its number, and where the system tells when it started. */
export function thisProcess(): string {
  return `${process.pid} ${startOf(process.pid)}`;
}

/** Whether the process that {@link thisProcess} named still runs. */
export function isRunning(name: string): boolean {
  const [id = "", start = ""] = name.split(" ");
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // One that may not be signalled lives, and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = startOf(pid);
  return start === "" || now === "" || start === now;
}

/** In the system's own terms; empty where it does not tell. */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program, in parentheses, may hold anything.
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
