import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { copyWhenChanged } from "../../../native/runtime/stage.mjs";

let folder = "";
let source = "";
let target = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stage-"));
  source = join(folder, "clone");
  target = join(folder, "cache/program");
  mkdirSync(join(source, "out/main"), { recursive: true });
  writeFileSync(join(source, "package.json"), "{}");
  writeFileSync(join(source, "out/main/start.cjs"), "first", { mode: 0o600 });
  writeFileSync(join(source, "out/main/old.cjs"), "old");
  writeFileSync(join(source, "secret.txt"), "not part of the program");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const staged = (file: string): string => readFileSync(join(target, file), "utf8");

describe("staging the program", () => {
  it("copies what the program is made of, readable by others, and nothing else", async () => {
    expect(await copyWhenChanged(source, target)).toBe(true);
    expect(staged("out/main/start.cjs")).toBe("first");
    expect(statSync(join(target, "out/main/start.cjs")).mode & 0o777).toBe(0o644);
    expect(existsSync(join(target, "secret.txt"))).toBe(false);
  });

  it("does nothing when nothing has changed", async () => {
    await copyWhenChanged(source, target);
    const before = statSync(target).ino;
    expect(await copyWhenChanged(source, target)).toBe(false);
    expect(statSync(target).ino).toBe(before);
  });

  it("replaces the whole when something has: what is gone from the build is gone there", async () => {
    await copyWhenChanged(source, target);
    rmSync(join(source, "out/main/old.cjs"));
    writeFileSync(join(source, "out/main/start.cjs"), "second");
    expect(await copyWhenChanged(source, target)).toBe(true);
    expect(staged("out/main/start.cjs")).toBe("second");
    expect(existsSync(join(target, "out/main/old.cjs"))).toBe(false);
  });
});
