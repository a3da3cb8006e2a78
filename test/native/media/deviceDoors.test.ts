import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deviceDoors, type DoorPass } from "../../../native/media/deviceDoors";
import { manualClock } from "../../harness/manualClock";

const limits = { loginsAtOnce: 3, sessionProbeMs: 60_000, lockOutMs: 600_000 };

/** A visitor and what it was told. */
interface Visitor {
  readonly told: string[];
  readonly pass: DoorPass;
}

const house = () => {
  const clock = manualClock();
  const doors = deviceDoors(limits, clock);
  let arrivals = 0;
  const come = (deviceId = "nvr", more: { login?: string; insists?: boolean; arrival?: number } = {}): Visitor => {
    const told: string[] = [];
    const pass = doors.enter({
      deviceId,
      arrival: more.arrival ?? (arrivals += 1),
      login: more.login ?? "admin",
      insists: more.insists ?? false,
      entered: () => told.push("entered"),
      full: (limit) => told.push(`full ${String(limit)}`),
    });
    return { told, pass };
  };
  const knock = ({ pass, told }: Visitor): void => {
    pass.knock(
      () => told.push("proceed"),
      () => told.push("refused"),
    );
  };
  const play = (visitor: Visitor): void => {
    knock(visitor);
    visitor.pass.established();
  };
  return { clock, doors, come, knock, play };
};

describe("a recorder that is full", () => {
  test("is asked no more until a session ends; who came first is next", () => {
    const { doors, come, play } = house();
    const inside = [come(), come()];
    inside.forEach(play);
    const third = come("nvr", { arrival: 3 });
    third.pass.turnedAway();
    third.pass.leave();
    expect(doors.sessions("nvr")).toEqual({ open: 2, limit: 2 });
    const fourth = come("nvr", { arrival: 4 });
    const again = come("nvr", { arrival: 3 });
    expect([fourth.told, again.told]).toEqual([["full 2"], ["full 2"]]);
    inside[0]?.pass.leave();
    expect([fourth.told, again.told]).toEqual([["full 2"], ["full 2", "entered"]]);
  });

  test("is tried with one more once a minute, and the limit rises when that one plays", () => {
    const { clock, doors, come, play } = house();
    play(come());
    const turnedAway = come();
    turnedAway.pass.turnedAway();
    turnedAway.pass.leave();
    const waiting = come();
    clock.advance(59_000);
    expect(waiting.told).toEqual(["full 1"]);
    clock.advance(1_000);
    expect(waiting.told).toEqual(["full 1", "entered"]);
    play(waiting);
    expect(doors.sessions("nvr")).toEqual({ open: 2, limit: 2 });
  });

  test("whose sessions somebody else holds teaches nothing", () => {
    const { doors, come } = house();
    const one = come();
    one.pass.turnedAway();
    one.pass.leave();
    expect(doors.sessions("nvr")).toEqual({ open: 0, limit: null });
  });
});

describe("logins", () => {
  test("to a device that has not let us in go one at a time, so that a wrong password is tried once", () => {
    const { come, knock } = house();
    const channels = [come(), come(), come()];
    channels.forEach(knock);
    expect(channels.map(({ told }) => told.at(-1))).toEqual(["proceed", "entered", "entered"]);
    channels[0]?.pass.loginRefused();
    channels[0]?.pass.leave();
    expect(channels.map(({ told }) => told.at(-1))).toEqual(["proceed", "refused", "refused"]);
  });

  test("go on with the same password once a person has looked after the device", () => {
    const { doors, come, knock } = house();
    const locked = come();
    knock(locked);
    locked.pass.loginRefused();
    locked.pass.leave();
    doors.forgive("nvr");
    const again = come();
    knock(again);
    expect(again.told.at(-1)).toBe("proceed");
  });

  test("go on with another password, or when a person insists, or after the lock-out", () => {
    const { clock, come, knock } = house();
    const wrong = come();
    knock(wrong);
    wrong.pass.loginRefused();
    wrong.pass.leave();
    const lastWord = (visitor: Visitor): string | undefined => {
      knock(visitor);
      visitor.pass.leave();
      return visitor.told.at(-1);
    };
    expect(lastWord(come())).toBe("refused");
    expect(lastWord(come("nvr", { login: "other" }))).toBe("proceed");
    expect(lastWord(come("nvr", { insists: true }))).toBe("proceed");
    clock.advance(limits.lockOutMs);
    expect(lastWord(come())).toBe("proceed");
  });

  test("of cameras that come back all at once are staggered", () => {
    const { come, knock } = house();
    const cameras = Array.from({ length: 5 }, (_, index) => come(`camera-${String(index)}`));
    cameras.forEach(knock);
    const proceeded = (): number => cameras.filter(({ told }) => told.includes("proceed")).length;
    expect(proceeded()).toBe(3);
    cameras[0]?.pass.established();
    expect(proceeded()).toBe(4);
    cameras[1]?.pass.leave();
    expect(proceeded()).toBe(5);
  });
});

test("whatever happens: nobody is forgotten, never too many logins, never more inside than the limit and a probe", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          what: fc.constantFrom("come", "knock", "established", "turnedAway", "leave"),
          device: fc.constantFrom("one", "two"),
          which: fc.nat(12),
        }),
        { maxLength: 80 },
      ),
      (events) => {
        const { doors, come, knock } = house();
        const here: { readonly visitor: Visitor; state: "new" | "knocked" | "plays" }[] = [];
        for (const { what, device, which } of events) {
          const one = here[which];
          if (what === "come") here.push({ visitor: come(device), state: "new" });
          else if (one === undefined) continue;
          else if (what === "leave") {
            one.visitor.pass.leave();
            here.splice(which, 1);
          } else if (!one.visitor.told.includes("entered")) continue;
          else if (what === "knock" && one.state === "new") {
            knock(one.visitor);
            one.state = "knocked";
          } else if (one.visitor.told.includes("proceed") && one.state === "knocked") {
            if (what === "established") {
              one.visitor.pass.established();
              one.state = "plays";
            } else if (what === "turnedAway") {
              one.visitor.pass.turnedAway();
              one.visitor.pass.leave();
              here.splice(which, 1);
            }
          }
          const loggingIn = here.filter(
            ({ visitor, state }) => state === "knocked" && visitor.told.includes("proceed"),
          );
          expect(loggingIn.length).toBeLessThanOrEqual(limits.loginsAtOnce);
        }
        // When all have gone, the next one is served at once.
        for (const { visitor } of here) visitor.pass.leave();
        expect(doors.sessions("one").open).toBe(0);
        const last = come("one");
        knock(last);
        expect(last.told).toEqual(["entered", "proceed"]);
      },
    ),
  );
});
