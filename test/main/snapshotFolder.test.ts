import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WebContents } from "electron";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { silentLog } from "../../app/base/log";
import { createSnapshotFolder } from "../../main/snapshotFolder";

let above: string;
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), "zhishou-shell-"));
  onTestFinished(() => {
    rmSync(above, { recursive: true });
  });
});

/** Which page it is counts here, not what it is. */
const page = Object.create(null) as WebContents;

const setUp = (choose: (startAt: string | null) => Promise<string | null> = () => Promise.resolve(null)) => {
  const opened: string[] = [];
  const offered: string[] = [];
  const folder = createSnapshotFolder({
    openPath: (path) => {
      opened.push(path);
      return Promise.resolve("");
    },
    choose: (_contents, startAt) => choose(startAt),
    offer: (_contents, path) => void offered.push(path),
    log: silentLog,
  });
  return { folder, opened, offered };
};

describe("showing the snapshot folder", () => {
  it("opens nothing before the station said where it is", async () => {
    const { folder, opened } = setUp();
    await folder.open();
    expect(opened).toEqual([]);
  });

  it("makes the default one, which is there only after the first snapshot", async () => {
    const { folder, opened } = setUp();
    const path = join(above, "Pictures", "值守");
    folder.moved({ folder: path, isDefault: true });
    await folder.open();
    expect(opened).toEqual([path]);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it("opens the chosen one as it is now, and neither makes it nor runs what stands in its place", async () => {
    const { folder, opened } = setUp();
    const path = join(above, "stick");
    folder.moved({ folder: path, isDefault: false });
    await folder.open();
    writeFileSync(path, "a program");
    await folder.open();
    expect(opened).toEqual([]);
    rmSync(path);
    mkdirSync(path);
    await folder.open();
    expect(opened).toEqual([path]);
  });
});

describe("choosing the snapshot folder", () => {
  it("starts at the present one and offers what was chosen to the station, nothing when it was called off", async () => {
    const starts: (string | null)[] = [];
    const answers = [null, "/media/stick"];
    const { folder, offered } = setUp((startAt) => {
      starts.push(startAt);
      return Promise.resolve(answers.shift() ?? null);
    });
    await folder.chooseFor(page);
    expect(offered).toEqual([]);
    folder.moved({ folder: "/pictures", isDefault: true });
    await folder.chooseFor(page);
    expect(offered).toEqual(["/media/stick"]);
    expect(starts).toEqual([null, "/pictures"]);
  });

  it("opens one dialog for a window at a time, and another after it failed", async () => {
    let failNow: (reason: Error) => void = () => undefined;
    let dialogs = 0;
    const { folder } = setUp(() => {
      dialogs += 1;
      return new Promise((_resolve, reject) => {
        failNow = reject;
      });
    });
    const first = folder.chooseFor(page);
    await folder.chooseFor(page);
    expect(dialogs).toBe(1);
    failNow(new Error("no dialog here"));
    await first;
    void folder.chooseFor(page);
    expect(dialogs).toBe(2);
  });
});
