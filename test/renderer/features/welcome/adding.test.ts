import { describe, expect, it } from "vitest";
import type { Device, DiscoveredDevice } from "../../../../app/contract/device";
import type { FailureKind } from "../../../../app/domain/failure";
import { refusal, success } from "../../../../app/domain/result";
import { addAll } from "../../../../renderer/features/welcome/adding";
import type { Station } from "../../../../renderer/station";

const found = (name: string): DiscoveredDevice => ({
  endpoint: `urn:${name}`,
  serviceUrl: `http://10.0.0.1/${name}`,
  host: "10.0.0.1",
  port: 80,
  name,
  hardware: "",
  location: "",
  known: false,
});

const street = ["甲", "乙", "丙"].map(found);

const run = async (failures: Readonly<Record<string, FailureKind>>) => {
  const asked: string[] = [];
  const states = new Map<string, string>();
  const station = {
    request: (_name: string, { name = "" }: { readonly name?: string }) => {
      asked.push(name);
      const failure = failures[name];
      return Promise.resolve(failure === undefined ? success({ name } as Device) : refusal(failure));
    },
  } as unknown as Pick<Station, "request">;
  const refused = await addAll(station, street, { userName: "duty", password: "pw" }, (endpoint, state) => {
    states.set(endpoint.slice(4), state.kind);
  });
  return { asked, states: Object.fromEntries(states), refused };
};

describe("adding what a first start found", () => {
  it("adds every device", async () => {
    const { states, refused } = await run({});
    expect(states).toEqual({ 甲: "added", 乙: "added", 丙: "added" });
    expect(refused).toBeNull();
  });

  it.each(["credentialsRefused", "credentialsRequired", "lockedOut"] as const)(
    "asks nobody else when the first device answers the login with %s",
    async (kind) => {
      const { asked, refused } = await run({ 甲: kind });
      expect(asked).toEqual(["甲"]);
      expect(refused).toEqual({ kind });
    },
  );

  it("tries the login alone until a device has taken it", async () => {
    const { asked, states } = await run({ 甲: "unreachable", 乙: "credentialsRefused" });
    expect(asked).toEqual(["甲", "乙"]);
    expect(states).toEqual({ 甲: "failed", 乙: "failed" });
  });

  it("goes on when a later device has another password", async () => {
    const { states, refused } = await run({ 乙: "credentialsRefused" });
    expect(states).toEqual({ 甲: "added", 乙: "failed", 丙: "added" });
    expect(refused).toBeNull();
  });
});
