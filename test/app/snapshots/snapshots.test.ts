import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { snapshotWish } from "../../../app/contract/snapshot";
import { DatabaseError } from "../../../app/database/databaseError";
import { failure } from "../../../app/domain/failure";
import { createPatience, createSnapshots } from "../../../app/snapshots";
import type { SnapshotsSettings } from "../../../app/snapshots/snapshots";

const picture = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
const sha256 = createHash("sha256").update(picture).digest("hex");
const takenAtUtcMs = new Date(2026, 10, 24, 4, 3, 7, 9).getTime();
const wish = { cameraId: "c1", takenAtUtcMs, format: "jpeg", sha256, picture } as const;

/** A transaction is its function; whether a row was written is what counts here. */
const open = (changed: Partial<SnapshotsSettings> = {}) => {
  const above = mkdtempSync(join(tmpdir(), "zhishou-snapshots-"));
  onTestFinished(() => {
    rmSync(above, { recursive: true });
  });
  const folder = join(above, "Pictures", "值守");
  let ids = 0;
  const audits: string[] = [];
  const snapshots = createSnapshots({
    place: () => ({ folder, isDefault: true }),
    cameraName: (cameraId) => (cameraId === "c1" ? "镇政府门口" : undefined),
    database: { write: (work) => work({} as never) },
    patience: createPatience(systemClock),
    id: () => String((ids += 1)),
    ...changed,
  });
  const request = { audit: () => void audits.push("row") };
  return { above, folder, snapshots, request, audits, files: () => readdirSync(folder) };
};

describe("a snapshot", () => {
  it("lies in the folder under its own time and its camera's name, byte for byte, with one audit row", async () => {
    const { folder, snapshots, request, audits, files } = open();
    const fileName = "2026-11-24_04-03-07.009_镇政府门口.jpg";
    expect(await snapshots.save(wish, request)).toEqual({ ok: true, value: { folder, fileName, bytes: 7 } });
    expect(new Uint8Array(readFileSync(join(folder, fileName)))).toEqual(picture);
    expect(files()).toEqual([fileName]);
    expect(audits).toEqual(["row"]);
  });

  it("never takes the place of another one", async () => {
    const { snapshots, request, files } = open();
    await Promise.all([1, 2, 3].map(() => snapshots.save(wish, request)));
    expect(files().sort()).toEqual([
      "2026-11-24_04-03-07.009_镇政府门口.jpg",
      "2026-11-24_04-03-07.009_镇政府门口_2.jpg",
      "2026-11-24_04-03-07.009_镇政府门口_3.jpg",
    ]);
  });

  it.each([
    ["of a camera that is gone", { cameraId: "gone" }, "notFound", "input.cameraId"],
    ["that is a program", { picture: Uint8Array.of(0x4d, 0x5a, 0x90) }, "invalidInput", "input.picture"],
    ["that is a JPEG and says it is a PNG", { format: "png" as const }, "invalidInput", "input.picture"],
    ["whose bytes changed on the way", { sha256: "0".repeat(64) }, "invalidInput", "input.sha256"],
  ])("%s is refused, and nothing is written", async (_what, changed, kind, part) => {
    const { above, snapshots, request, audits } = open();
    expect(await snapshots.save({ ...wish, ...changed }, request)).toMatchObject({ ok: false, error: { kind, part } });
    expect(readdirSync(above)).toEqual([]);
    expect(audits).toEqual([]);
  });

  it("tells of a full disk and of a folder that is none", async () => {
    const full = Object.assign(new Error("no space left"), { code: "ENOSPC", syscall: "write" });
    const onFull = open({ write: () => Promise.reject(full) });
    expect(await onFull.snapshots.save(wish, onFull.request)).toMatchObject({
      ok: false,
      error: { kind: "diskFull", part: onFull.folder },
    });

    const { above, folder, snapshots, request, audits } = open();
    writeFileSync(join(above, "Pictures"), "a file in the folder's place");
    expect(await snapshots.save(wish, request)).toMatchObject({
      ok: false,
      error: { kind: "folderUnusable", part: folder },
    });
    expect(audits).toEqual([]);
  });

  it("is not written where a chosen folder stood that is gone, and the next one goes where it stands again", async () => {
    const chosen = { folder: "", isDefault: false };
    const { above, snapshots, request, audits } = open({ place: () => chosen });
    chosen.folder = join(above, "stick");
    expect(await snapshots.save(wish, request)).toMatchObject({
      ok: false,
      error: { kind: "folderUnusable", part: chosen.folder, detail: "ENOENT" },
    });
    expect(readdirSync(above)).toEqual([]);
    expect(audits).toEqual([]);
    mkdirSync(chosen.folder);
    expect(await snapshots.save(wish, request)).toMatchObject({ ok: true, value: { folder: chosen.folder } });
    expect(readdirSync(chosen.folder)).toHaveLength(1);
  });

  it("that cannot take its name at last leaves neither a row nor anything else", async () => {
    const { folder, snapshots, request, audits } = open({
      // The disk is pulled out between the last byte and the name.
      write: (place) => Promise.resolve(void mkdirSync(place.folder, { recursive: true })),
    });
    expect(await snapshots.save(wish, request)).toMatchObject({ ok: false, error: { kind: "folderUnusable" } });
    expect(readdirSync(folder)).toEqual([]);
    expect(audits).toEqual([]);
  });

  it.each(["before", "after"] as const)(
    "without its audit row is not kept (refused %s it was written)",
    async (when) => {
      const refused = new DatabaseError(failure("diskFull"));
      const { snapshots, request, files } = open({
        database: {
          write: (work) => {
            if (when === "after") work({} as never);
            throw refused;
          },
        },
      });
      await expect(snapshots.save(wish, request)).rejects.toBe(refused);
      expect(files()).toEqual([]);
    },
  );
});

describe("what a page may ask for", () => {
  it("is a picture of a bounded size, and names no path", () => {
    expect(snapshotWish.safeParse(wish).success).toBe(true);
    expect(snapshotWish.safeParse({ ...wish, picture: new Uint8Array(0) }).success).toBe(false);
    expect(snapshotWish.safeParse({ ...wish, picture: new Uint8Array(64 * 1024 * 1024 + 1) }).success).toBe(false);
    expect(snapshotWish.parse({ ...wish, folder: "/etc", fileName: "passwd" })).toEqual(wish);
  });
});
