"""A link between two TUN devices that loses and delays packets, for kernels without `tc netem`. Needs root.

    python3 lossyLink.py NEAR_DEVICE FAR_DEVICE

Each line of standard input, "LOSS_SHARE DELAY_MS", is how packets from FAR to NEAR travel from then on; those from NEAR to
FAR pass untouched. Prints "ready" once both devices stand, and ends when standard input does.
"""

import fcntl
import heapq
import os
import random
import selectors
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN = 0x0001
IFF_NO_PI = 0x1000
LARGEST_PACKET = 65_536
# As netem's: a link holds so many packets, and what comes above is lost.
MOST_HELD = 1000


def open_device(name):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    return device


def deliver(device, packet):
    try:
        os.write(device, packet)
    except OSError:
        pass  # The device is down.


def main():
    near, far = open_device(sys.argv[1]), open_device(sys.argv[2])
    print("ready", flush=True)
    loss_share, delay_s = 0.0, 0.0
    held = []
    count = 0
    selector = selectors.DefaultSelector()
    for source in (near, far, sys.stdin.fileno()):
        selector.register(source, selectors.EVENT_READ)
    while True:
        wait_s = None if not held else max(0.0, held[0][0] - time.monotonic())
        for key, _ in selector.select(wait_s):
            if key.fd == sys.stdin.fileno():
                line = os.read(key.fd, 256).decode().strip().splitlines()
                if not line:
                    return
                loss_share, delay_s = float(line[-1].split()[0]), float(line[-1].split()[1]) / 1000
                continue
            try:
                packet = os.read(key.fd, LARGEST_PACKET)
            except OSError:
                continue
            if key.fd == near:
                deliver(far, packet)
            elif random.random() >= loss_share and len(held) < MOST_HELD:
                count += 1
                heapq.heappush(held, (time.monotonic() + delay_s, count, packet))
        while held and held[0][0] <= time.monotonic():
            deliver(near, heapq.heappop(held)[2])


main()
