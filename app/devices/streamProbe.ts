import type { SourceDescription, SourceToDescribe } from "../contract/media";
import { isAbsence } from "../domain/absence";
import { failure } from "../domain/failure";
import { success, type Result } from "../domain/result";

/** Has somebody with the means ask a source what it sends: a password is tried once. */
export type DescribeSource = (source: SourceToDescribe) => Promise<Result<SourceDescription>>;

/** One stream of a camera without ONVIF; `part` names it in a failure. */
export interface StreamToProbe {
  readonly url: string;
  readonly part: string;
}

export interface ProbedStreams {
  /** In the order asked; null: it was not there to be asked. */
  readonly descriptions: readonly (SourceDescription | null)[];
  /** The one they showed, or the one given; null without TLS. */
  readonly certificateSha256: string | null;
}

/**
 * Asks streams what they send, one after the other: after a refused password the next is not asked. With `evenIfAbsent`
 * one that cannot be reached, or does not answer, is no failure.
 */
export const probeStreams = async (
  describe: DescribeSource,
  streams: readonly StreamToProbe[],
  { credential, certificateSha256 }: Omit<SourceToDescribe, "url">,
  evenIfAbsent: boolean,
): Promise<Result<ProbedStreams>> => {
  const descriptions: (SourceDescription | null)[] = [];
  let certificate = certificateSha256;
  for (const { url, part } of streams) {
    const described = await describe({ url, credential, certificateSha256: certificate });
    if (described.ok) {
      descriptions.push(described.value);
      certificate ??= described.value.certificateSha256;
    } else if (evenIfAbsent && isAbsence(described.error.kind)) descriptions.push(null);
    else {
      const { kind, detail, part: within } = described.error;
      return { ok: false, error: failure(kind, detail, within === undefined ? part : `${part}.${within}`) };
    }
  }
  return success({ descriptions, certificateSha256: certificate });
};
