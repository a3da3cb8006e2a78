import { systemClock } from "../../../app/base/clock";
import { newId } from "../../../app/base/ids";
import { openLog } from "../../../app/base/log";
import type { Device } from "../../../app/contract/device";
import type { SourceToDescribe } from "../../../app/contract/media";
import type { Database } from "../../../app/database";
import { createDevices, type Devices, type DevicesChange } from "../../../app/devices";
import type { DescribeSource } from "../../../app/devices/streamProbe";
import { success, type Result } from "../../../app/domain/result";
import { openTestDatabase } from "../database/testDatabase";

export interface OpenDevices {
  /** The streams that were asked what they send. */
  readonly described: SourceToDescribe[];
  readonly devices: Devices;
  readonly database: Database;
  /** What was logged. */
  readonly lines: string[];
  readonly changes: DevicesChange[];
}

const sendsH264: DescribeSource = () =>
  Promise.resolve(success({ encoding: "H264", frameRate: 25, certificateSha256: null }));

/** The device service on a database of its own; `describe` plays the streams. Call it inside a test. */
export const openDevices = async (describe: DescribeSource = sendsH264): Promise<OpenDevices> => {
  const database = await openTestDatabase();
  const lines: string[] = [];
  const log = openLog("test", (line) => lines.push(line));
  const described: SourceToDescribe[] = [];
  const devices = createDevices({
    database,
    log,
    clock: systemClock,
    id: newId,
    describe: (source) => {
      described.push(source);
      return describe(source);
    },
  });
  const changes: DevicesChange[] = [];
  devices.onChanged((change) => changes.push(change));
  return { devices, database, lines, changes, described };
};

export const valueOf = (result: Result<Device>): Device => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
