"""A foreign RTSP server (GStreamer's) as a camera nobody in this repository wrote.

    echo PASSWORD | /usr/bin/python3 gstreamerServer.py [--port 0] [--user admin] [--codec h264|h265|jpeg] [--audio]
        [--auth digest|basic] [--transport tcp|udp] [--sessions 0]

Serves rtsp://127.0.0.1:PORT/live. The first line of standard input is the password; the server ends when standard input
does. Prints one JSON line per fact: {"event":"ready","port":N}, then {"event":"connected"} for each client and
{"event":"challenged"} for each 401 it sends.
Debian: python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly
"""

import argparse
import json
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

ENCODERS = {
    # A key frame each second; parameter sets in the SDP and before every key frame.
    "h264": "x264enc tune=zerolatency speed-preset=ultrafast bitrate=400 key-int-max=15 sliced-threads=false ! video/x-h264,profile=baseline"
    " ! rtph264pay name=pay0 pt=96 config-interval=-1",
    "h265": "x265enc tune=zerolatency speed-preset=ultrafast bitrate=400 key-int-max=15 ! rtph265pay name=pay0 pt=96",
    "jpeg": "jpegenc ! rtpjpegpay name=pay0 pt=26",
}


def say(event, **facts):
    print(json.dumps({"event": event, **facts}), flush=True)


class CountingAuth(GstRtspServer.RTSPAuth):
    """Tells of every 401, so that a test can count login attempts."""

    def do_generate_authenticate_header(self, context):
        say("challenged")
        GstRtspServer.RTSPAuth.do_generate_authenticate_header(self, context)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", default="0")
    parser.add_argument("--user", default="")
    parser.add_argument("--codec", default="h264", choices=sorted(ENCODERS))
    parser.add_argument("--audio", action="store_true")
    parser.add_argument("--auth", default="digest", choices=["digest", "basic"])
    parser.add_argument("--transport", default="tcp", choices=["tcp", "udp"])
    # 0: any number.
    parser.add_argument("--sessions", type=int, default=0)
    arguments = parser.parse_args()
    # The password comes on standard input, so that no command line holds it.
    password = sys.stdin.readline().rstrip("\n")

    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(arguments.port)

    factory = GstRtspServer.RTSPMediaFactory()
    audio = " audiotestsrc is-live=true ! alawenc ! rtppcmapay name=pay1 pt=8" if arguments.audio else ""
    factory.set_launch(
        "( videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=640,height=360,framerate=15/1 ! "
        + ENCODERS[arguments.codec]
        + audio
        + " )"
    )
    factory.set_shared(True)
    factory.set_protocols(GstRtsp.RTSPLowerTrans.TCP if arguments.transport == "tcp" else GstRtsp.RTSPLowerTrans.UDP)
    if arguments.sessions > 0:
        server.get_session_pool().set_max_sessions(arguments.sessions)
    server.get_mount_points().add_factory("/live", factory)

    if arguments.user:
        auth = CountingAuth()
        methods = GstRtsp.RTSPAuthMethod
        auth.set_supported_methods(methods.DIGEST if arguments.auth == "digest" else methods.BASIC)
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", "viewer")
        if arguments.auth == "digest":
            auth.add_digest(arguments.user, password, token)
        else:
            auth.add_basic(GstRtspServer.RTSPAuth.make_basic(arguments.user, password), token)
        server.set_auth(auth)
        factory.add_role_from_structure(
            Gst.Structure.new_from_string("viewer, media.factory.access=(boolean)true, media.factory.construct=(boolean)true")
        )

    server.connect("client-connected", lambda _server, _client: say("connected"))
    loop = GLib.MainLoop()
    server.attach(None)
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP | GLib.IOCondition.IN, lambda *_: loop.quit())
    say("ready", port=server.get_bound_port())
    loop.run()


main()
