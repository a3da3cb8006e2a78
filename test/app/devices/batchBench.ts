import { createAudit, currentOperator } from "../../../app/accounts";
import { systemClock } from "../../../app/base/clock";
import { newId } from "../../../app/base/ids";
import { openLog } from "../../../app/base/log";
import type { BatchAction, BatchJob } from "../../../app/contract/batch";
import type { DeviceHealth } from "../../../app/contract/health";
import { query } from "../../../app/database";
import { createBatches, type Batches } from "../../../app/devices";
import type { DescribeSource } from "../../../app/devices/streamProbe";
import { refusal, success, type Result } from "../../../app/domain/result";
import { openDevices, valueOf } from "./testDevices";

export const newLogin: BatchAction = { kind: "login", userName: "admin", password: "new-secret" };

interface Camera {
  readonly deviceId: string;
  /** How often it was asked. */
  asked(): number;
  answer(result: Described): void;
  /** Answers nothing until it is released. */
  hold(result?: Described): () => void;
  /** Once it is asked the next time. */
  untilAsked(): Promise<void>;
}

const auditRows = query<[], { readonly request: string; readonly outcome: string; readonly details: string }>(
  "test.audit",
  "SELECT request, outcome, details FROM audit ORDER BY rowid",
);

type Described = Awaited<ReturnType<DescribeSource>>;

export const sends: Described = success({ encoding: "H264", frameRate: 25, certificateSha256: null });

/** Recorded cameras under these URLs, each behaving as told. */
export const openBatches = async (
  urls: number | readonly string[],
  probe: (deviceId: string) => Promise<Result<DeviceHealth>> = () => Promise.resolve(refusal("notFound")),
) => {
  const asked: string[] = [];
  const behaviour = new Map<string, () => Promise<Described>>();
  const waiting = new Map<string, () => void>();
  const opened = await openDevices(({ url }) => {
    asked.push(url);
    waiting.get(url)?.();
    return behaviour.get(url)?.() ?? Promise.resolve(sends);
  });
  const { devices, database } = opened;
  const mainUrls =
    typeof urls === "number" ? Array.from({ length: urls }, (_, index) => `rtsp://10.0.0.${index + 1}/a`) : urls;
  const cameras: Camera[] = [];
  for (const [index, mainUrl] of mainUrls.entries()) {
    const login = { userName: "admin", password: "old-secret" };
    const { id: deviceId } = valueOf(await devices.addStream({ name: `甲${index + 1}`, mainUrl, ...login }));
    cameras.push({
      deviceId,
      asked: () => asked.filter((url) => url === mainUrl).length,
      answer: (result) => {
        behaviour.set(mainUrl, () => Promise.resolve(result));
      },
      untilAsked: () =>
        new Promise((resolve) => {
          waiting.set(mainUrl, resolve);
        }),
      hold: (result = sends) => {
        let release = (): void => undefined;
        const held = new Promise<void>((resolve) => {
          release = resolve;
        });
        behaviour.set(mainUrl, () => held.then(() => result));
        return () => {
          release();
        };
      },
    });
  }
  asked.length = 0;
  const batches = createBatches({
    ...{ database, devices, probe, clock: systemClock, id: newId },
    audit: createAudit({ clock: systemClock }),
    log: openLog("test", (line) => opened.lines.push(line)),
  });
  const operator = currentOperator(database);
  if (operator === null) throw new Error("nobody is signed in");
  const request = { operator, windowName: "wall-1", audit: () => undefined };
  const rows = () => database.read((db) => db.all(auditRows));
  const passwordOf = (deviceId: string): string | undefined => {
    const cameraId = devices.list().find(({ id }) => id === deviceId)?.cameras[0]?.id ?? "";
    const source = devices.source(cameraId, "main");
    return source.ok ? source.value.credential?.password : undefined;
  };
  return { ...opened, request, batches, cameras, rows, passwordOf };
};

/** The job once it is in a state. */
export const untilIn = (batches: Batches, ...states: BatchJob["state"][]): Promise<BatchJob> =>
  new Promise((resolve) => {
    const look = (): void => {
      const { job } = batches.read({ filter: "all", offset: 0, limit: 1 });
      if (job !== null && states.includes(job.state)) resolve(job);
    };
    batches.onProgressed(look);
    look();
  });

export const outcomes = (batches: Batches) =>
  batches.read({ filter: "all", offset: 0, limit: 200 }).results.map(({ outcome }) => outcome);
