/**
 * The same URI on the host the device was reached by. A device behind address translation, or with several
 * interfaces, names an address of its own: what was reached once is what can be reached again. User information is
 * dropped. Null when it is not a URL of one of `protocols`.
 */
export const onReachedHost = (uri: string, reached: URL, protocols: readonly string[]): URL | null => {
  if (!URL.canParse(uri.trim())) return null;
  const url = new URL(uri.trim());
  if (!protocols.includes(url.protocol) || url.hostname === "") return null;
  url.username = "";
  url.password = "";
  if (url.hostname.toLowerCase() === reached.hostname) return url;
  if (webProtocols.includes(url.protocol)) {
    // Host, port and scheme belong together: the translation was seen for this port only.
    // Set part by part: resolved as a reference, a path `//other` would be another host.
    const target = new URL(reached.origin);
    target.pathname = url.pathname;
    target.search = url.search;
    return target;
  }
  url.hostname = reached.hostname;
  return url;
};

export const webProtocols: readonly string[] = ["http:", "https:"];
export const streamProtocols: readonly string[] = ["rtsp:", "rtsps:"];
