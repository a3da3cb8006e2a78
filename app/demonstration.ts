import PQueue from "p-queue";
import type { Log } from "./base/log";
import type { DemonstrationSettings } from "./contract/supervision";
import type { Devices } from "./devices";
import { gridSizes, placeCamera, emptyLayout } from "./domain/layout";
import type { Wall } from "./wall";

const discoveryRounds = 5;

/**
 * What a demonstration does instead of an administrator: finds the simulated cameras by WS-Discovery, adds each with
 * its throw-away password, and puts them on the first wall in the order of their names. Does nothing once devices are
 * recorded, so that a restarted station goes on where it was. Answers whether it laid out the wall.
 */
export const runDemonstration = async (
  settings: DemonstrationSettings,
  parts: { readonly devices: Devices; readonly wall: Wall; readonly wallName: string; readonly log: Log },
): Promise<boolean> => {
  const { devices, wall, wallName, log } = parts;
  for (let round = 0; round < discoveryRounds && devices.list().length < settings.cameraCount; round += 1) {
    const found = await devices.discover({ interfaceAddress: settings.interfaceAddress });
    if (!found.ok) {
      log.error({ failure: found.error }, "demonstration: discovery failed");
      continue;
    }
    const unknown = found.value.filter((device) => !device.known);
    const queue = new PQueue({ concurrency: 4 });
    await queue.addAll(
      unknown.map((device) => async () => {
        const { userName, password } = settings;
        const added = await devices.add({ address: device.serviceUrl, name: device.name, userName, password });
        if (!added.ok) log.error({ device: device.name, failure: added.error }, "demonstration: not added");
      }),
    );
  }
  if (wall.read(wallName) !== null) return false;
  const cameras = devices
    .list()
    .toSorted((a, b) => a.name.localeCompare(b.name, "zh-CN", { numeric: true }))
    .flatMap((device) => device.cameras);
  const gridSize = gridSizes.find((size) => size >= cameras.length) ?? 64;
  wall.save(
    wallName,
    cameras
      .slice(0, gridSize)
      .reduce((layout, camera, at) => placeCamera(layout, at, camera.id), emptyLayout(gridSize)),
  );
  return true;
};
