import { refusal, success, type Result } from "../domain/result";
import { firstName } from "./cameraNames";
import type { NewDevice } from "./store";
import { parseStreamAddress } from "./streamAddress";

/** As `devices.addStream` of the contract. */
export interface NewStreamInput {
  readonly name: string;
  readonly mainUrl: string;
  readonly subUrl?: string | undefined;
  readonly userName: string;
  readonly password: string;
}

/**
 * The record of a camera without ONVIF: one camera with one or two streams of which nothing is known but their URLs.
 * A login in front of a host is taken into the record where none is given beside it; two that differ are refused, for a
 * device has one.
 */
export const plainStreamRecord = (
  input: NewStreamInput,
  { id, nowUtcMs }: { readonly id: () => string; readonly nowUtcMs: number },
): Result<NewDevice> => {
  const main = parseStreamAddress(input.mainUrl, "input.mainUrl");
  if (!main.ok) return main;
  const sub = input.subUrl === undefined ? null : parseStreamAddress(input.subUrl, "input.subUrl");
  if (sub?.ok === false) return sub;
  const given = input.userName === "" ? null : { userName: input.userName, password: input.password };
  const credential = given ?? main.value.credential ?? sub?.value.credential ?? null;
  const beside = sub?.value.credential ?? credential;
  if (given === null && (beside?.userName !== credential?.userName || beside?.password !== credential?.password))
    return refusal("invalidInput", "the two URLs hold different logins", "input.subUrl");
  const { url, host, port } = main.value;
  const name = firstName(input.name, host);
  const stream = (quality: "main" | "sub", streamUrl: string) => ({
    quality,
    profileToken: "",
    encoding: "",
    widthPx: 0,
    heightPx: 0,
    frameRate: 0,
    streamUrl,
    snapshotUrl: null,
  });
  const streams = [stream("main", url), ...(sub === null ? [] : [stream("sub", sub.value.url)])];
  return success({
    id: id(),
    kind: "stream",
    name,
    host,
    port,
    serviceUrl: url,
    userName: credential?.userName ?? "",
    password: credential?.password ?? "",
    transport: "auto",
    certificateSha256: null,
    manufacturer: "",
    model: "",
    firmwareVersion: "",
    serialNumber: "",
    clockOffsetMs: null,
    addedAtUtcMs: nowUtcMs,
    cameras: [{ id: id(), name, sourceToken: "", streams }],
  });
};
