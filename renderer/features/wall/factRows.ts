import type { StreamFactsMessage } from "../../../app/contract/stream";
import { timeOf } from "../../locales/times";
import type { Translate } from "../../locales/words";

/** One line of a tile's facts. */
export interface FactRow {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  /** Worth a look: encoded anew, opened again, no session left, a clock that is wrong. */
  readonly remarkable: boolean;
}

/** A camera's clock further off than this is wrong, ms: recordings and pictures would not be found at their time. */
const clockOffMs = 2_000;

const bitRate = (kbps: number): string =>
  kbps < 1000 ? `${kbps.toFixed(0)} kbit/s` : `${(kbps / 1000).toFixed(1)} Mbit/s`;

const size = ({ widthPx, heightPx }: StreamFactsMessage): string =>
  widthPx === 0 ? "–" : `${String(widthPx)}×${String(heightPx)}`;

const offset = (t: Translate, offsetMs: number): string => {
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(Math.abs(offsetMs) < 10_000 ? 1 : 0);
  if (Math.abs(offsetMs) < 50) return t("facts.same");
  return offsetMs > 0 ? t("facts.ahead", { seconds }) : t("facts.behind", { seconds });
};

/** What it takes of this machine stands beside: what is over the budget waits, and this says why. */
const transcodingOf = (t: Translate, { transcoding, transcodeBudget }: StreamFactsMessage): string =>
  transcodeBudget === undefined
    ? t(`facts.${transcoding}`)
    : t("facts.transcodingWithin", {
        kind: t(`facts.${transcoding}`),
        used: transcodeBudget.usedCores.toFixed(1),
        cores: transcodeBudget.cores.toFixed(1),
      });

/**
 * What is known of a stream, the most telling first: a small tile shows only as many as fit.
 * @param frameAgeMs since the newest frame; null while there was none
 */
export const factRows = (
  t: Translate,
  facts: StreamFactsMessage | null,
  frameAgeMs: number | null,
  nowUtcMs: number,
): FactRow[] => {
  const row = (key: string, name: string, value: string, remarkable = false): FactRow => ({
    key,
    name,
    value,
    remarkable,
  });
  const age = row("age", t("facts.age"), frameAgeMs === null ? "–" : t("facts.ms", { count: Math.round(frameAgeMs) }));
  if (facts === null) return [age];

  const { deviceSessions, deviceSessionLimit, cameraClock, transcoding, reconnects } = facts;
  const rows = [
    row("video", t("facts.video"), `${facts.encoding} ${size(facts)}`),
    row("rate", t("facts.rate"), `${facts.frameRate.toFixed(0)} fps  ${bitRate(facts.bitRateKbps)}`),
    age,
    row("transport", t("facts.transport"), t(`facts.${facts.transport}`)),
    row("transcoding", t("facts.transcoding"), transcodingOf(t, facts), transcoding !== "none"),
    row("reconnects", t("facts.reconnects"), t("facts.times", { count: reconnects }), reconnects > 0),
    row(
      "sessions",
      t("facts.sessions"),
      `${String(deviceSessions)}/${deviceSessionLimit === null ? t("facts.limitUnknown") : String(deviceSessionLimit)}`,
      deviceSessionLimit !== null && deviceSessions >= deviceSessionLimit,
    ),
  ];
  if (cameraClock === null) return [...rows, row("cameraClock", t("facts.cameraClock"), t("facts.clockUntold"))];
  const offsetMs = cameraClock.cameraUtcMs - cameraClock.atUtcMs;
  return [
    ...rows,
    row("cameraClock", t("facts.cameraClock"), timeOf(nowUtcMs + offsetMs)),
    row("stationClock", t("facts.stationClock"), timeOf(nowUtcMs)),
    row("offset", t("facts.offset"), offset(t, offsetMs), Math.abs(offsetMs) > clockOffMs),
  ];
};
