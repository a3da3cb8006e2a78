import type { Clock } from "../base/clock";
import type { Database } from "../database";
import { refusal, success, type Result } from "../domain/result";
import { readDevice } from "./deviceRecords";
import { openOnvifClient } from "./onvif/client";
import type { OnvifLimits } from "./onvif/limits";
import { readSources } from "./store";
import type { DescribeSource } from "./streamProbe";

export interface CertificateCheckParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly limits: OnvifLimits;
  readonly describe: DescribeSource;
}

/**
 * Whether a device still shows the certificate of its record, by its ONVIF service or by its streams, whichever speak
 * TLS: `certificateChanged` with the new one as `detail` when not. Says no password: a stranger may be answering.
 */
export const checkCertificate = async (
  { database, clock, limits, describe }: CertificateCheckParts,
  deviceId: string,
): Promise<Result<Record<string, never>>> => {
  const device = database.read((db) => readDevice(db, deviceId));
  if (device === undefined) return refusal("notFound", "no such device", "input.deviceId");
  const { serviceUrl, certificateSha256 } = device;
  if (certificateSha256 === null) return success({});
  if (serviceUrl.startsWith("https:")) {
    const client = openOnvifClient({ serviceUrl, credential: null, certificateSha256, clock, limits });
    const asked = await client.measureClock().finally(() => client.close());
    return asked.ok ? success({}) : asked;
  }
  const urls = device.cameras.flatMap(({ id }) => database.read((db) => readSources(db, id)));
  const secure = urls.find(({ stream_url: url }) => url.startsWith("rtsps:"));
  if (secure === undefined) return success({});
  const described = await describe({ url: secure.stream_url, credential: null, certificateSha256 });
  // The login comes after the certificate.
  return described.ok || described.error.kind === "credentialsRequired" ? success({}) : described;
};
