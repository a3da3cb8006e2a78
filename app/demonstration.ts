import PQueue from "p-queue";
import type { Log } from "./base/log";
import type { DemonstrationSettings } from "./contract/supervision";
import type { Devices } from "./devices";

const discoveryRounds = 5;

/**
 * What a demonstration does instead of an administrator: finds the simulated cameras by WS-Discovery and adds each with
 * its throw-away password. Does nothing once all are recorded, so that a restarted station goes on where it was.
 */
export const runDemonstration = async (
  settings: DemonstrationSettings,
  { devices, log }: { readonly devices: Devices; readonly log: Log },
): Promise<void> => {
  const { userName, password, cameraCount, interfaceAddress } = settings;
  for (let round = 0; round < discoveryRounds && devices.list().length < cameraCount; round += 1) {
    const found = await devices.discover({ interfaceAddress });
    if (!found.ok) {
      log.error({ failure: found.error }, "demonstration: discovery failed");
      continue;
    }
    const unknown = found.value
      .filter((device) => !device.known)
      .sort((a, b) => a.name.localeCompare(b.name, "zh-CN", { numeric: true }));
    const queue = new PQueue({ concurrency: 4 });
    await queue.addAll(
      unknown.map((device) => async () => {
        const added = await devices.add({ address: device.serviceUrl, name: device.name, userName, password });
        if (!added.ok) log.error({ device: device.name, failure: added.error }, "demonstration: not added");
      }),
    );
  }
};
