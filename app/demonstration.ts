import PQueue from "p-queue";
import type { Log } from "./base/log";
import type { DemonstrationSettings } from "./contract/supervision";
import { demonstrationCode, demonstrationSiteOf } from "./demonstrationSites";
import type { Devices } from "./devices";
import type { Sites } from "./sites";

const discoveryRounds = 5;

/**
 * What a demonstration does instead of an administrator: finds the simulated cameras by WS-Discovery and adds each with
 * its throw-away password, in a site of its town. Does nothing once all are recorded, so that a restarted station goes on where it was.
 */
export const runDemonstration = async (
  settings: DemonstrationSettings,
  { devices, sites, log }: { readonly devices: Devices; readonly sites: Sites; readonly log: Log },
): Promise<void> => {
  const siteOf = (cameraName: string): string | null => {
    const wanted = demonstrationSiteOf(cameraName);
    if (wanted === undefined) return null;
    const known = sites.list().find(({ town, name }) => town === wanted.town && name === wanted.name);
    if (known !== undefined) return known.id;
    const added = sites.add({ ...wanted, code: null });
    return added.ok ? added.value.id : null;
  };
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
    const recorded = devices.list().length;
    const queue = new PQueue({ concurrency: 4 });
    await queue.addAll(
      unknown.map((device, index) => async () => {
        const added = await devices.add({ address: device.serviceUrl, name: device.name, userName, password });
        if (!added.ok) {
          log.error({ device: device.name, failure: added.error }, "demonstration: not added");
          return;
        }
        const placed = await devices.change({
          deviceId: added.value.id,
          siteId: siteOf(device.name),
          code: demonstrationCode(recorded + index + 1),
        });
        if (!placed.ok) log.error({ device: device.name, failure: placed.error }, "demonstration: not placed");
      }),
    );
  }
};
