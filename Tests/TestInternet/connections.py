"""Counts the connections that are begun to a port, by address, whatever becomes of them.

Started as a program it writes, when its standard input ends, one JSON object: `connections`, a list
of [time, address], and `lost`, the packets that the kernel had no room for. Needs CAP_NET_RAW, and
takes it by sudo where it is missing."""

import ipaddress
import json
import os
import select
import socket
import struct
import subprocess
import sys
import time

ETH_P_ALL = 0x0003
SOL_PACKET, PACKET_STATISTICS = 263, 6
SYN, ACK = 0x02, 0x10


def start(port: int) -> subprocess.Popen:
    """Counts in a process of its own, once it has said so; `stop` ends it."""
    command = [sys.executable, "-B", os.path.abspath(__file__), str(port)]
    if os.geteuid() != 0:
        command = ["sudo", "-n", *command]
    counter = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if counter.stdout.readline() != "counting\n":
        raise SystemExit("connections: cannot listen on the network")
    return counter


def stop(counter: subprocess.Popen) -> list[tuple[float, str]]:
    """What was counted; it has to be all."""
    output, _ = counter.communicate()
    result = json.loads(output)
    if result["lost"]:
        raise SystemExit(f"connections: {result['lost']} packets were lost")
    return [(moment, address) for moment, address in result["connections"]]


def first_packet(packet: bytes, port: int) -> tuple | None:
    """What tells a connection from all others, if this packet asks for one to the port."""
    if len(packet) < 20:
        return None
    if packet[0] >> 4 == 4 and packet[9] == socket.IPPROTO_TCP:
        tcp = packet[(packet[0] & 15) * 4:]
        addresses = packet[12:16], packet[16:20]
    elif packet[0] >> 4 == 6 and packet[6] == socket.IPPROTO_TCP:
        tcp = packet[40:]
        addresses = packet[8:24], packet[24:40]
    else:
        return None
    if len(tcp) < 20:
        return None
    source, destination, sequence = struct.unpack("!HHI", tcp[:8])
    if destination != port or tcp[13] & (SYN | ACK) != SYN:
        return None
    return (*addresses, source, sequence)


def main() -> None:
    port = int(sys.argv[1])
    listener = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 20)
    listener.bind(("lo", ETH_P_ALL))
    listener.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8)  # forgets what came before
    print("counting", flush=True)
    # Each packet comes twice over loopback, and again when it is sent again.
    seen = set()
    connections = []
    while True:
        ready, _, _ = select.select([listener, sys.stdin], [], [])
        if listener in ready:
            key = first_packet(listener.recv(65536), port)
            if key and key not in seen:
                seen.add(key)
                connections.append((time.time(), str(ipaddress.ip_address(key[1]))))
        elif not sys.stdin.buffer.raw.read(1):
            break
    _, lost = struct.unpack("II", listener.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8))
    json.dump({"connections": connections, "lost": lost}, sys.stdout)


if __name__ == "__main__":
    main()
