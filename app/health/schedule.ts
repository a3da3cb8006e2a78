/** When each device is asked next. Times are of the clock that never jumps, ms. */
export interface Schedule {
  /** Puts it at this time, whatever was planned. */
  plan(deviceId: string, dueMs: number): void;
  forget(deviceId: string): void;
  /** Takes out those whose time has come. */
  takeDue(nowMs: number): string[];
}

const slotMs = 1_000;

/** One list for each second: what is due costs no look at what is not. */
export const createSchedule = (startMs: number): Schedule => {
  const slots = new Map<number, Set<string>>();
  const slotOf = new Map<string, number>();
  let nextSlot = Math.floor(startMs / slotMs);
  const forget = (deviceId: string): void => {
    const slot = slotOf.get(deviceId);
    if (slot === undefined) return;
    slotOf.delete(deviceId);
    const planned = slots.get(slot);
    planned?.delete(deviceId);
    if (planned?.size === 0) slots.delete(slot);
  };
  return {
    plan: (deviceId, dueMs) => {
      forget(deviceId);
      const slot = Math.max(nextSlot, Math.ceil(dueMs / slotMs));
      slotOf.set(deviceId, slot);
      const planned = slots.get(slot);
      if (planned === undefined) slots.set(slot, new Set([deviceId]));
      else planned.add(deviceId);
    },
    forget,
    takeDue: (nowMs) => {
      const due: string[] = [];
      for (; nextSlot * slotMs <= nowMs; nextSlot += 1) {
        for (const deviceId of slots.get(nextSlot) ?? []) {
          due.push(deviceId);
          slotOf.delete(deviceId);
        }
        slots.delete(nextSlot);
      }
      return due;
    },
  };
};

/** A device's own place in every interval, 0..1: the same one always, spread evenly over devices (FNV-1a). */
export const shareOf = (deviceId: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < deviceId.length; at += 1) {
    hash ^= deviceId.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  // FNV's low bits are its best; the ids differ in their last letters at times.
  hash ^= hash >>> 15;
  return ((hash >>> 0) % 65_521) / 65_521;
};

/** The first time after `afterMs` at which a device's place in the interval comes. */
export const placeAfter = (afterMs: number, intervalMs: number, share: number): number => {
  const placeMs = share * intervalMs;
  return (Math.floor((afterMs - placeMs) / intervalMs) + 1) * intervalMs + placeMs;
};
