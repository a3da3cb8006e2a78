import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStation, type RunningStation } from "../../harness/runningStation";

const picture = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
const snapshotOf = (cameraId: string) => ({
  cameraId,
  takenAtUtcMs: 1_795_000_000_000,
  format: "jpeg" as const,
  sha256: createHash("sha256").update(picture).digest("hex"),
  picture,
});

const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "zhishou-chosen-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
};

/** A camera that is not there: a snapshot needs its record alone. */
const addCamera = async ({ client }: RunningStation): Promise<string> => {
  const added = await client.ask("devices.addStream", {
    name: "镇政府门口",
    mainUrl: "rtsp://127.0.0.1:9/main",
    userName: "",
    password: "",
    evenIfAbsent: true,
  });
  const camera = added.ok ? added.value.cameras[0] : undefined;
  if (camera === undefined) throw new Error("the camera was not recorded");
  return camera.id;
};

describe("a station's snapshot folder", () => {
  it("is changed while it runs, and every window is told", async () => {
    const running = await openStation();
    const { station, client } = running;
    const cameraId = await addCamera(running);
    const folder = makeFolder();
    const places: string[] = [];
    station.onSnapshotFolder((place) => void places.push(place.folder));
    station.offerSnapshotFolder("wall-1", folder);
    expect(await client.ask("snapshots.changeFolder", { to: "chosen" })).toMatchObject({ ok: true, value: { folder } });
    expect(client.events).toEqual(expect.arrayContaining(["snapshots.folderChosen", "snapshots.folderChanged"]));
    expect(places.slice(1)).toEqual([folder]);
    expect(await client.ask("snapshots.save", snapshotOf(cameraId))).toMatchObject({ ok: true, value: { folder } });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.each([
    ["where the system takes no file", () => "/proc"],
    ["that is a device", () => "/dev/full"],
    ["with a name that no disk takes", () => join(makeFolder(), "x".repeat(300))],
  ])("%s is refused, and snapshots go where they went", async (_what, pathOf) => {
    const running = await openStation();
    const { station, client } = running;
    const cameraId = await addCamera(running);
    const before = makeFolder();
    station.offerSnapshotFolder("wall-1", before);
    await client.ask("snapshots.changeFolder", { to: "chosen" });
    station.offerSnapshotFolder("wall-1", pathOf());
    expect(await client.ask("snapshots.changeFolder", { to: "chosen" })).toMatchObject({
      ok: false,
      error: { kind: "folderUnusable" },
    });
    expect(await client.ask("snapshots.describeFolder", {})).toMatchObject({ ok: true, value: { folder: before } });
    expect(await client.ask("snapshots.save", snapshotOf(cameraId))).toMatchObject({ ok: true });
    expect(readdirSync(before)).toHaveLength(1);
  });

  it("whose disk is pulled out is told in place of a snapshot, is not made anew, and takes them again", async () => {
    const running = await openStation();
    const { station, client } = running;
    const cameraId = await addCamera(running);
    const above = makeFolder();
    const folder = join(above, "stick");
    mkdirSync(folder);
    station.offerSnapshotFolder("wall-1", folder);
    await client.ask("snapshots.changeFolder", { to: "chosen" });
    const expectRefused = async (): Promise<void> => {
      const refused = { kind: "folderUnusable", part: folder };
      expect(await client.ask("snapshots.save", snapshotOf(cameraId))).toMatchObject({ ok: false, error: refused });
      expect(await client.ask("snapshots.describeFolder", {})).toMatchObject({ value: { folder, trouble: refused } });
    };
    rmSync(folder, { recursive: true });
    await expectRefused();
    expect(readdirSync(above)).toEqual([]);
    writeFileSync(folder, "a file in the folder's place");
    await expectRefused();
    rmSync(folder);
    mkdirSync(folder);
    expect(await client.ask("snapshots.describeFolder", {})).toMatchObject({ value: { folder, trouble: null } });
    expect(await client.ask("snapshots.save", snapshotOf(cameraId))).toMatchObject({ ok: true, value: { folder } });
  });
});
