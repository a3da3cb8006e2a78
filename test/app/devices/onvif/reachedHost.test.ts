import { describe, expect, it } from "vitest";
import { onReachedHost, streamProtocols, webProtocols } from "../../../../app/devices/onvif/reachedHost";

const reached = new URL("http://10.0.0.5:8081/onvif/device_service");
const web = (uri: string) => onReachedHost(uri, reached, webProtocols)?.href;
const stream = (uri: string, by = reached) => onReachedHost(uri, by, streamProtocols)?.href;

describe("a URI the device names", () => {
  it("is taken to the host and port the device was reached by", () => {
    expect(web("http://192.168.1.64/onvif/Media?x=1")).toBe("http://10.0.0.5:8081/onvif/Media?x=1");
    expect(web("https://192.168.1.64:8443/onvif/Media")).toBe("http://10.0.0.5:8081/onvif/Media");
  });

  it("keeps its own port on the same host", () => {
    expect(web("http://10.0.0.5:9000/onvif/Media")).toBe("http://10.0.0.5:9000/onvif/Media");
  });

  it("keeps the stream's own port on another host, and IPv6 brackets", () => {
    expect(stream("rtsp://192.168.1.64:554/a?b=1&c")).toBe("rtsp://10.0.0.5:554/a?b=1&c");
    expect(stream("rtsp://192.168.1.64/a", new URL("http://[fe80::1]:80/x"))).toBe("rtsp://[fe80::1]/a");
  });

  it("loses user information", () => {
    expect(stream("rtsp://admin:secret@10.0.0.5/a")).toBe("rtsp://10.0.0.5/a");
    expect(web("http://admin:secret@192.168.1.64/a")).toBe("http://10.0.0.5:8081/a");
  });

  it.each(["", "nonsense", "file:///etc/passwd", "http://10.0.0.5/a", "rtsp:///a"])("%j is no stream", (uri) => {
    expect(stream(uri)).toBeUndefined();
  });

  it("leads nowhere but to that host", () => {
    for (const uri of ["http://evil.example//other/", "http://evil.example/%2f%2fother", "http://evil.example\\@x/"]) {
      expect(new URL(web(uri) ?? reached.href).host).toBe("10.0.0.5:8081");
    }
  });
});
