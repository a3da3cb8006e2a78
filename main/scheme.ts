import { net, protocol, type Session } from "electron";
import { join, normalize, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** The page's own scheme: no `file:` access, one origin, nothing from the network. */
export const pageOrigin = "app://console";

/** Must run before the program is ready. */
export const declareScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
};

/** Serves the built page from `pageFolder` under {@link pageOrigin}; everything else is 404. */
export const serveScheme = (session: Session, pageFolder: string): void => {
  session.protocol.handle("app", (request) => {
    const url = new URL(request.url);
    const path = normalize(join(pageFolder, decodeURIComponent(url.pathname)));
    const isInside = path.startsWith(pageFolder + sep);
    if (url.host !== "console" || request.method !== "GET" || !isInside) return new Response(null, { status: 404 });
    return net.fetch(pathToFileURL(path).href);
  });
};
