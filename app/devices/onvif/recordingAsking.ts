import { success, type Result } from "../../domain/result";
import type { Exchange, Operation } from "./exchange";
import type { XmlElement } from "./xml";

/** An answer; or that there is none of use, or that this account may not ask: neither says that the device is ill. */
export type Told = XmlElement | "silent" | "denied";
export type Ask = (operation: Operation) => Promise<Result<Told>>;

/** The device is there and speaks, but not of this. */
export const ownFaults: readonly string[] = ["deviceFault", "malformedAnswer", "notOnvif"];

/** Asks with those kinds of failure taken for silence. */
export const asking =
  (exchange: Exchange, silences: readonly string[]): Ask =>
  async (operation) => {
    const answer = await exchange(operation);
    if (answer.ok) return answer;
    const { kind } = answer.error;
    if (silences.includes(kind)) return success("silent");
    return kind === "credentialsRefused" && exchange.isLoggedIn() ? success("denied") : answer;
  };
