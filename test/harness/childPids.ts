import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Console } from "./console";

/** The newest process of this name that the shell has started, by its log. */
export const childPid = ({ dataFolder }: Console, name: "station" | "media"): number => {
  const logs = join(dataFolder, "logs");
  const log = readdirSync(logs)
    .map((file) => readFileSync(join(logs, file), "utf8"))
    .join("");
  const found = [...log.matchAll(/"process":"(\w+)","childPid":(\d+)/g)].filter((hit) => hit[1] === name);
  const pid = Number(found.at(-1)?.[2]);
  if (!Number.isInteger(pid)) throw new Error(`the log names no process ${name}`);
  return pid;
};
