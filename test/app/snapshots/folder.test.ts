import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { AuditRow } from "../../../app/accounts";
import { systemClock } from "../../../app/base/clock";
import { silentLog } from "../../../app/base/log";
import { snapshotFolderChange, type SnapshotPlace } from "../../../app/contract/snapshot";
import { DatabaseError } from "../../../app/database/databaseError";
import { failure } from "../../../app/domain/failure";
import { createFolder, createPatience } from "../../../app/snapshots";
import type { FolderSettings } from "../../../app/snapshots/folder";
import { patienceMs } from "../../../app/snapshots/patience";
import { writePicture } from "../../../app/snapshots/pictureFile";
import { manualClock } from "../../harness/manualClock";

let above: string;
let defaultFolder: string;
let choiceFile: string;
let stick: string;
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), "zhishou-folder-"));
  onTestFinished(() => {
    rmSync(above, { recursive: true });
  });
  defaultFolder = join(above, "Pictures", "值守");
  choiceFile = join(above, "snapshot-folder.json");
  stick = join(above, "U 盘");
  mkdirSync(stick);
});

/** The workstation after a start. */
const start = (changed: Partial<FolderSettings> = {}) => {
  const rows: AuditRow[] = [];
  const told: SnapshotPlace[] = [];
  const folder = createFolder({
    defaultFolder,
    choiceFile,
    database: { write: (work) => work({} as never) },
    audit: { record: (_db, row) => void rows.push(row) },
    log: silentLog,
    patience: createPatience(systemClock),
    id: () => "trial",
    ...changed,
  });
  folder.onChanged((place) => void told.push(place));
  let requestRows = 0;
  const request = {
    operator: { id: "operator-1", name: "值班员", roles: [] },
    windowName: "wall-1",
    audit: () => void (requestRows += 1),
  };
  const choose = (path: string) => {
    folder.offer("wall-1", path);
    return folder.change({ to: "chosen" }, request);
  };
  return { folder, rows, told, request, choose, requestRows: () => requestRows };
};

describe("the snapshot folder", () => {
  it("is the default one until a person chooses another, which counts at once and after a restart", async () => {
    const { folder, told, choose, rows, requestRows } = start();
    expect(await folder.describe()).toEqual({
      folder: defaultFolder,
      isDefault: true,
      trouble: null,
      choiceLost: false,
    });
    expect(await choose(stick)).toEqual({
      ok: true,
      value: { folder: stick, isDefault: false, trouble: null, choiceLost: false },
    });
    expect(folder.place).toEqual({ folder: stick, isDefault: false });
    expect(told).toEqual([folder.place]);
    expect(readdirSync(stick)).toEqual([]);
    expect(start().folder.place).toEqual(folder.place);
    expect(requestRows()).toBe(1);
    expect(rows).toMatchObject([
      {
        request: "shell.chooseSnapshotFolder",
        operatorId: "operator-1",
        windowName: "wall-1",
        details: { folder: stick },
      },
    ]);
  });

  it("is the default one again on request, and after a restart", async () => {
    const { folder, choose, request } = start();
    await choose(stick);
    expect(await folder.change({ to: "default" }, request)).toMatchObject({ ok: true, value: { isDefault: true } });
    expect(start().folder.place).toEqual({ folder: defaultFolder, isDefault: true });
    expect(existsSync(choiceFile)).toBe(false);
  });

  it("takes what was chosen in the window that asks, once, and no path from a page", async () => {
    const { folder, request } = start();
    folder.offer("wall-2", stick);
    expect(await folder.change({ to: "chosen" }, request)).toMatchObject({ ok: false, error: { kind: "notFound" } });
    const other = { ...request, windowName: "wall-2" };
    expect(await folder.change({ to: "chosen" }, other)).toMatchObject({ ok: true });
    expect(await folder.change({ to: "chosen" }, other)).toMatchObject({ ok: false, error: { kind: "notFound" } });
    expect(snapshotFolderChange.parse({ to: "chosen", folder: "/etc" })).toEqual({ to: "chosen" });
  });

  it.each([
    ["a folder that is gone", () => join(above, "gone"), "ENOENT"],
    ["a file", () => choiceFileOf(above), "ENOTDIR"],
    ["a folder below a file", () => join(choiceFileOf(above), "below"), "ENOTDIR"],
  ])("refuses %s, leaves it as it is and keeps the one before", async (_what, pathOf, code) => {
    const { folder, choose, told, requestRows } = start();
    await choose(stick);
    const path = pathOf();
    expect(await choose(path)).toEqual({
      ok: false,
      error: { kind: "folderUnusable", part: path.slice(0, 200), detail: code },
    });
    expect(existsSync(join(above, "gone"))).toBe(false);
    expect(folder.place.folder).toBe(stick);
    expect(start().folder.place.folder).toBe(stick);
    expect(told).toHaveLength(1);
    expect(requestRows()).toBe(1);
  });

  it("refuses a full disk", async () => {
    const full = Object.assign(new Error("no space left"), { code: "ENOSPC", syscall: "write" });
    const { folder, choose } = start({ write: () => Promise.reject(full) });
    expect(await choose(stick)).toMatchObject({ ok: false, error: { kind: "diskFull", part: stick } });
    expect(folder.place.isDefault).toBe(true);
  });

  it("refuses a share that does not answer, and takes another folder meanwhile", async () => {
    const clock = manualClock();
    const share = join(above, "share");
    const { folder, choose } = start({
      patience: createPatience(clock),
      write: (place, file, picture) =>
        place.folder === share ? new Promise(() => undefined) : writePicture(place, file, picture),
    });
    const refused = choose(share);
    clock.advance(patienceMs);
    expect(await refused).toMatchObject({
      ok: false,
      error: { kind: "folderUnusable", part: share, detail: "ETIMEDOUT" },
    });
    expect(await choose(stick)).toMatchObject({ ok: true });
    expect(folder.place.folder).toBe(stick);
  });

  it("is not changed when the choice cannot be remembered", async () => {
    // Stands where the draft of the file is written.
    mkdirSync(`${choiceFile}.new`);
    const { folder, choose, requestRows } = start();
    expect(await choose(stick)).toMatchObject({ ok: false, error: { kind: "folderUnusable", part: above } });
    expect(folder.place.isDefault).toBe(true);
    expect(requestRows()).toBe(0);
  });

  it("is not changed without its row in the audit", async () => {
    const refused = new DatabaseError(failure("diskFull"));
    const { folder, choose, request } = start();
    await choose(stick);
    const other = join(above, "other");
    mkdirSync(other);
    folder.offer("wall-1", other);
    const audit = (): void => {
      throw refused;
    };
    await expect(folder.change({ to: "chosen" }, { ...request, audit })).rejects.toBe(refused);
    await expect(folder.change({ to: "default" }, { ...request, audit })).rejects.toBe(refused);
    expect(folder.place.folder).toBe(stick);
    expect(start().folder.place.folder).toBe(stick);
  });

  it("that was chosen stays chosen while its disk is away, says so, and is sound again with the disk", async () => {
    await start().choose(stick);
    rmSync(stick, { recursive: true });
    const { folder } = start();
    expect(await folder.describe()).toMatchObject({
      folder: stick,
      trouble: { kind: "folderUnusable", part: stick, detail: "ENOENT" },
    });
    writeFileSync(stick, "a file in the folder's place");
    expect(await folder.describe()).toMatchObject({ trouble: { kind: "folderUnusable", detail: "ENOTDIR" } });
    rmSync(stick);
    mkdirSync(stick);
    expect(await folder.describe()).toMatchObject({ trouble: null });
  });

  it.each([
    "",
    "{",
    "null",
    '{"folder":7}',
    '{"folder":""}',
    '{"folder":"pictures"}',
    `{"folder":"/${"x".repeat(5000)}"}`,
  ])("is the default one where the choice reads %.20j, which is set aside and told", async (text) => {
    writeFileSync(choiceFile, text);
    const { folder, choose } = start();
    expect(await folder.describe()).toMatchObject({ folder: defaultFolder, isDefault: true, choiceLost: true });
    expect(readFileSync(`${choiceFile}.damaged`, "utf8")).toBe(text);
    await choose(stick);
    expect(await folder.describe()).toMatchObject({ folder: stick, choiceLost: false });
    expect(await start().folder.describe()).toMatchObject({ folder: stick, choiceLost: false });
  });

  it("is the default one where the choice cannot be read nor set aside", async () => {
    mkdirSync(choiceFile);
    mkdirSync(`${choiceFile}.damaged`);
    writeFileSync(join(`${choiceFile}.damaged`, "kept"), "");
    expect(await start().folder.describe()).toMatchObject({ isDefault: true, choiceLost: true });
  });
});

/** Some file beside the folders. */
const choiceFileOf = (folder: string): string => {
  const file = join(folder, "a file");
  writeFileSync(file, "");
  return file;
};
