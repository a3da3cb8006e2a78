import type { DeviceHealth, HealthState } from "../../../app/contract/health";
import type { Translate } from "../../locales/words";
import { isRecordingWrong } from "./recordingFigures";

/** Rows by their device, as the page keeps them. */
export const healthById = (rows: readonly DeviceHealth[]): Record<string, DeviceHealth> =>
  Object.fromEntries(rows.map((row) => [row.deviceId, row]));

export type HealthCounts = Readonly<Record<HealthState, number>> & {
  /** Devices that refuse the stored login. */
  readonly loginFailures: number;
  /** Recorders with something that is meant to be recorded and is not; offline ones counted as they were. */
  readonly recordingTroubles: number;
};

export const countHealth = (rows: readonly DeviceHealth[]): HealthCounts => {
  const counts = { unknown: 0, online: 0, offline: 0, loginFailures: 0, recordingTroubles: 0 };
  for (const { state, loginFailure, recording } of rows) {
    counts[state] += 1;
    if (loginFailure !== null) counts.loginFailures += 1;
    if (isRecordingWrong(recording)) counts.recordingTroubles += 1;
  }
  return counts;
};

/** Share of the devices whose state is known that are online, in percent; never rounded up. Null: none is known. */
export const onlinePercent = ({ online, offline }: Pick<HealthCounts, "online" | "offline">): string | null => {
  if (online + offline === 0) return null;
  const tenths = Math.floor((online / (online + offline)) * 1000);
  return tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);
};

/** A duration in its two largest units: `3 天 4 小时`, `12 分 5 秒`. */
export const durationText = (t: Translate, durationMs: number): string => {
  const s = Math.max(0, Math.round(durationMs / 1000));
  if (s < 60) return t("health.seconds", { s });
  const m = Math.floor(s / 60);
  if (m < 60) return t("health.minutes", { m, s: s % 60 });
  const h = Math.floor(m / 60);
  if (h < 24) return t("health.hours", { h, m: m % 60 });
  return t("health.days", { d: Math.floor(h / 24), h: h % 24 });
};

/** From here on a device's clock is worth a person's look: its pictures and recordings carry the wrong time. */
export const isClockOff = (clockOffsetMs: number | null): boolean =>
  clockOffsetMs !== null && Math.abs(clockOffsetMs) >= 10_000;
