import { createWriteStream, mkdirSync, readdirSync, rmSync, type WriteStream } from "node:fs";
import { join } from "node:path";

const keptDays = 14;
const maximumBytesPerDay = 64 * 1024 * 1024;

/**
 * Writes the log lines of all processes to `<folder>/YYYY-MM-DD.log` (UTC) and to standard output. Keeps fourteen
 * days; stops for the day at 64 MiB, so that a fault that repeats cannot fill the disk.
 */
export const openLogFile = (folder: string, nowUtcMs: () => number): ((line: string) => void) => {
  mkdirSync(folder, { recursive: true });
  let day = "";
  let file: WriteStream | null = null;
  let writtenBytes = 0;

  const turnTo = (today: string): void => {
    file?.end();
    day = today;
    writtenBytes = 0;
    file = createWriteStream(join(folder, `${today}.log`), { flags: "a", mode: 0o600 });
    // A disk that is full must not end the program; the station reports it where it matters.
    file.on("error", () => {
      file = null;
    });
    const old = readdirSync(folder)
      .filter((name) => /^\d{4}-\d{2}-\d{2}\.log$/.test(name))
      .sort();
    for (const name of old.slice(0, -keptDays)) rmSync(join(folder, name), { force: true });
  };

  return (line) => {
    const today = new Date(nowUtcMs()).toISOString().slice(0, 10);
    if (today !== day) turnTo(today);
    process.stdout.write(line);
    writtenBytes += Buffer.byteLength(line);
    if (writtenBytes <= maximumBytesPerDay) file?.write(line);
  };
};
