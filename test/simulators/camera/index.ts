import { placeName } from "./cameraNames";
import type { SimulatedChannel, SimulatedDevice } from "./deviceTypes";
import { startFleet, type DeviceTraits, type Fleet, type FleetOptions } from "./fleet";

export type { DeviceFaults, SimulatedChannel, SimulatedDevice } from "./deviceTypes";

/** One simulated camera: a device with one channel. */
export interface SimulatedCamera extends SimulatedDevice, SimulatedChannel {}

/** One simulated recorder: a device with many channels, each a video source with two profiles. */
export interface SimulatedRecorder extends SimulatedDevice {
  readonly name: string;
  readonly channels: readonly SimulatedChannel[];
}

export interface CameraRequest extends DeviceTraits {
  /** Shown in the picture and told by ONVIF; an invented place unless given. */
  readonly name?: string;
  /** A free one unless given. */
  readonly httpPort?: number;
  readonly rtspPort?: number;
}

export interface CamerasOptions extends FleetOptions {
  /** How many, or each by itself; they are numbered from 1. */
  readonly cameras: number | readonly CameraRequest[];
}

export interface Cameras {
  readonly cameras: readonly SimulatedCamera[];
  readonly discovery: Fleet["discovery"];
  stop(): Promise<void>;
}

export interface RecorderOptions extends FleetOptions {
  /** How many cameras hang on it. */
  readonly channels: number;
  /** The first one's number; 1 unless told. */
  readonly firstCameraNumber?: number;
  readonly name?: string;
  readonly httpPort?: number;
  readonly rtspPort?: number;
}

export interface Recorder {
  readonly recorder: SimulatedRecorder;
  readonly discovery: Fleet["discovery"];
  stop(): Promise<void>;
}

/**
 * Starts simulated cameras in this process: ONVIF, RTSP and, if asked, WS-Discovery.
 * @throws when a clip cannot be drawn or a given port is taken; nothing is left running then
 */
export const startCameras = async (options: CamerasOptions): Promise<Cameras> => {
  const { cameras: asked, ...fleetOptions } = options;
  const requests: readonly CameraRequest[] =
    typeof asked === "number" ? Array.from({ length: asked }, () => ({})) : asked;
  const plans = requests.map((request, index) => {
    const number = index + 1;
    const name = request.name ?? placeName(number);
    return { ...request, number, name, isRecorder: false, channels: [{ cameraNumber: number, name }] };
  });
  const { devices, discovery, stop } = await startFleet(plans, fleetOptions);
  const cameras = devices.flatMap(({ channels, ...device }) =>
    channels.map((channel): SimulatedCamera => ({ ...device, ...channel })),
  );
  return { cameras, discovery, stop };
};

/**
 * Starts one simulated recorder; otherwise as {@link startCameras}. `sessionLimit` counts over all channels.
 * @throws as {@link startCameras}
 */
export const startRecorder = async (options: RecorderOptions): Promise<Recorder> => {
  const {
    channels: count,
    firstCameraNumber = 1,
    name = "高青县硬盘录像机",
    httpPort,
    rtspPort,
    ...fleetOptions
  } = options;
  const channels = Array.from({ length: count }, (_, index) => {
    const cameraNumber = firstCameraNumber + index;
    return { cameraNumber, name: placeName(cameraNumber) };
  });
  const ports = { ...(httpPort === undefined ? {} : { httpPort }), ...(rtspPort === undefined ? {} : { rtspPort }) };
  const plan = { number: firstCameraNumber, name, isRecorder: true, channels, ...ports };
  const { devices, discovery, stop } = await startFleet([plan], fleetOptions);
  const [device] = devices;
  if (device === undefined) throw new Error("no recorder was started");
  return { recorder: { ...device, name }, discovery, stop };
};
