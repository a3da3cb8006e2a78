import { describe, expect, it } from "vitest";
import type { Device } from "../../../app/contract/device";
import { answeringWith, healthyAnswers, startTestDevice } from "./onvif/testDevice";
import { openDevices, valueOf } from "./testDevices";

const recorder = answeringWith({ ...healthyAnswers, GetProfiles: "recorder-of-two-channels.xml" });
const login = { userName: "admin", password: "first" };

/** A recorder of two channels, and a camera added after it. */
const openWith = async () => {
  const opened = await openDevices();
  const add = async (behaviour: typeof recorder): Promise<Device> =>
    valueOf(await opened.devices.add({ address: (await startTestDevice(behaviour)).url.href, ...login }));
  const two = await add(recorder);
  const one = await add(answeringWith(healthyAnswers));
  const idOf = (device: Device, channel: number): string => device.cameras[channel - 1]?.id ?? "";
  const numbers = (): number[] => opened.devices.list().flatMap(({ cameras }) => cameras.map(({ number }) => number));
  return { ...opened, two, one, idOf, numbers };
};

describe("camera numbers", () => {
  it("are given in the order of adding", async () => {
    const { two, one } = await openWith();
    expect([two, one].flatMap(({ cameras }) => cameras.map(({ number }) => number))).toEqual([1, 2, 3, 4]);
  });

  it("are changed, and change hands, without the devices being asked", async () => {
    const { devices, two, idOf } = await openWith();
    const changed = valueOf(
      await devices.change({ deviceId: two.id, cameraNumbers: [{ cameraId: idOf(two, 1), number: 37 }] }),
    );
    expect(changed.cameras.map(({ number }) => number)).toEqual([37, 2]);
    const swapped = valueOf(
      await devices.change({
        deviceId: two.id,
        cameraNumbers: [
          { cameraId: idOf(two, 1), number: 2 },
          { cameraId: idOf(two, 2), number: 37 },
        ],
      }),
    );
    expect(swapped.cameras.map(({ number }) => number)).toEqual([2, 37]);
  });

  it("are refused where another camera has them or two would get the same, and nothing else is changed then", async () => {
    const { devices, two, one, idOf, numbers } = await openWith();
    const before = numbers();
    const taken = [
      { deviceId: one.id, cameraNumbers: [{ cameraId: idOf(one, 1), number: two.cameras[1]?.number ?? 0 }] },
      { deviceId: two.id, cameraNumbers: [1, 2].map((channel) => ({ cameraId: idOf(two, channel), number: 50 })) },
    ];
    for (const change of taken) {
      expect(await devices.change({ ...change, name: "另一个名字" })).toMatchObject({ error: { kind: "numberTaken" } });
    }
    expect(
      await devices.change({ deviceId: one.id, cameraNumbers: [{ cameraId: idOf(two, 1), number: 60 }] }),
    ).toMatchObject({
      error: { kind: "notFound", part: "input.cameraNumbers" },
    });
    expect(numbers()).toEqual(before);
    expect(devices.list().map(({ name }) => name)).not.toContain("另一个名字");
  });

  it("stay with their cameras when the device is read anew", async () => {
    const { devices, two, idOf } = await openWith();
    valueOf(await devices.change({ deviceId: two.id, cameraNumbers: [{ cameraId: idOf(two, 2), number: 37 }] }));
    const again = valueOf(await devices.change({ deviceId: two.id, password: "second" }));
    expect(again.cameras.map(({ number }) => number)).toEqual([1, 37]);
  });
});
