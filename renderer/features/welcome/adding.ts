import PQueue from "p-queue";
import type { Device, DiscoveredDevice } from "../../../app/contract/device";
import type { Failure } from "../../../app/domain/failure";
import { refusesLogin } from "../../../app/domain/loginRefusal";
import type { Station } from "../../station";

/** What became of one device of a first start. */
export type AddState =
  | { readonly kind: "waiting" }
  | { readonly kind: "adding" }
  | { readonly kind: "added"; readonly device: Device }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface Login {
  readonly userName: string;
  readonly password: string;
}

/** After the first device took the login, so many are asked at once. */
const askedAtOnce = 4;

/**
 * Adds devices with one login, and tells of each step. The first device is asked alone: where it refuses the login no
 * other is asked, as cameras lock an account after a few wrong tries. Answers that refusal, or null when all were asked.
 */
export const addAll = async (
  station: Pick<Station, "request">,
  devices: readonly DiscoveredDevice[],
  login: Login,
  tell: (endpoint: string, state: AddState) => void,
): Promise<Failure | null> => {
  const add = async ({ endpoint, serviceUrl, name }: DiscoveredDevice): Promise<Failure | null> => {
    tell(endpoint, { kind: "adding" });
    const named = name === "" ? {} : { name };
    const result = await station.request("devices.add", { address: serviceUrl, ...named, ...login });
    if (result.ok) {
      tell(endpoint, { kind: "added", device: result.value });
      return null;
    }
    tell(endpoint, { kind: "failed", failure: result.error });
    return result.error;
  };
  const waiting = [...devices];
  for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
    const failure = await add(first);
    if (failure === null) break;
    if (refusesLogin(failure.kind)) return failure;
  }
  const queue = new PQueue({ concurrency: askedAtOnce });
  await queue.addAll(waiting.map((device) => () => add(device)));
  return null;
};
