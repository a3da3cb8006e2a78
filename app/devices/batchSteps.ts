import type { AuditRow } from "../accounts";
import type { BatchAction, BatchKind } from "../contract/batch";
import type { DeviceHealth } from "../contract/health";
import { assertNever, refusal, success, type Result } from "../domain/result";
import type { AuditedRequest, Devices } from "./index";

/** Asks a device how it is (app/health). */
export type Probe = (deviceId: string, request: AuditedRequest) => Promise<Result<DeviceHealth>>;

/** What is found wrong with a device that was asked how it is. */
const soundness = ({ state, cause, loginFailure }: DeviceHealth): Result<unknown> => {
  if (state === "offline") return refusal(cause ?? "unreachable");
  return loginFailure === null ? success({}) : refusal(loginFailure);
};

/** Does to one device what a job does to all of its. */
export const takeStep = async (
  { devices, probe }: { readonly devices: Pick<Devices, "change" | "place" | "remove">; readonly probe: Probe },
  action: BatchAction,
  deviceId: string,
  request: AuditedRequest,
): Promise<Result<unknown>> => {
  switch (action.kind) {
    case "place":
      return devices.place({ siteId: action.siteId, deviceIds: [deviceId] }, request);
    case "transport":
      return devices.change({ deviceId, transport: action.transport }, request);
    case "login":
      return devices.change({ deviceId, userName: action.userName, password: action.password }, request);
    case "probe": {
      const probed = await probe(deviceId, request);
      return probed.ok ? soundness(probed.value) : probed;
    }
    case "remove":
      return devices.remove(deviceId, request);
    default:
      return assertNever(action);
  }
};

/** The request that would have done the same to one device: whoever reads the trace looks for that. */
const sameAs: Readonly<Record<BatchKind, string>> = {
  place: "sites.place",
  transport: "devices.change",
  login: "devices.change",
  probe: "health.probe",
  remove: "devices.remove",
};

/** What the trace says of one device of a job; never a password. */
export const traceOf = (
  action: BatchAction,
  batchId: string,
  deviceId: string,
): Pick<AuditRow, "request" | "details"> => ({
  request: sameAs[action.kind],
  details: {
    batchId,
    deviceId,
    ...(action.kind === "place" ? { siteId: action.siteId } : {}),
    ...(action.kind === "transport" ? { transport: action.transport } : {}),
    ...(action.kind === "login" ? { userName: action.userName } : {}),
  },
});
