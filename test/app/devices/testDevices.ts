import { systemClock } from "../../../app/base/clock";
import { newId } from "../../../app/base/ids";
import { openLog } from "../../../app/base/log";
import type { Device } from "../../../app/contract/device";
import type { Database } from "../../../app/database";
import { createDevices, type Devices, type DevicesChange } from "../../../app/devices";
import type { Result } from "../../../app/domain/result";
import { openTestDatabase } from "../database/testDatabase";

export interface OpenDevices {
  readonly devices: Devices;
  readonly database: Database;
  /** What was logged. */
  readonly lines: string[];
  readonly changes: DevicesChange[];
}

/** The device service on a database of its own. Call it inside a test. */
export const openDevices = async (): Promise<OpenDevices> => {
  const database = await openTestDatabase();
  const lines: string[] = [];
  const log = openLog("test", (line) => lines.push(line));
  const devices = createDevices({ database, log, clock: systemClock, id: newId });
  const changes: DevicesChange[] = [];
  devices.onChanged((change) => changes.push(change));
  return { devices, database, lines, changes };
};

export const valueOf = (result: Result<Device>): Device => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
