"""Writes down who is asked and who is connected to, as it passes through the loopback device.

Run as `observer.py FILE`. A JSON line is a DNS question, {time, server, name, type}; or one end of
a TCP connection to port 25 or 443, {time, server, port, client, event}, where the event is `begin`
(a SYN), `end` (the client's FIN or RST) or `refused`; or {lost: N}, packets that were missed."""

import ipaddress
import json
import socket
import struct
import sys
import time

ETH_P_ALL, SO_TIMESTAMPNS, SO_RCVBUFFORCE = 3, 35, 33
SOL_PACKET, PACKET_STATISTICS, PACKET_IGNORE_OUTGOING = 263, 6, 23
FIN, SYN, RST, ACK = 1, 2, 4, 16
PORTS = {25, 443}
# Enough of a packet for a question's name; the rest is not looked at.
SNAP = 512


def observe(path: str) -> None:
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL)) as tap:
        # Each packet passes twice, out and in.
        tap.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
        tap.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        tap.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 64 << 20)
        tap.bind(("lo", ETH_P_ALL))
        tap.settimeout(0.2)
        with open(path, "w") as out:
            written = time.monotonic()
            while True:
                try:
                    packet, ancillary, _, _ = tap.recvmsg(SNAP, 64)
                except TimeoutError:
                    packet = b""
                if seen := _read(packet):
                    out.write(json.dumps({"time": _time(ancillary), **seen}) + "\n")
                if time.monotonic() - written > 0.2:
                    _, lost = struct.unpack("II", tap.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8))
                    if lost:
                        out.write(json.dumps({"lost": lost}) + "\n")
                    out.flush()
                    written = time.monotonic()


def _time(ancillary) -> float:
    seconds, nanoseconds = struct.unpack("qq", ancillary[0][2][:16])
    return seconds + nanoseconds / 1e9


def _read(packet: bytes) -> dict | None:
    if not packet:
        return None
    if packet[0] >> 4 == 4:
        protocol, source, target = packet[9], packet[12:16], packet[16:20]
        rest = packet[(packet[0] & 15) * 4:]
    else:
        protocol, source, target = packet[6], packet[8:24], packet[24:40]
        rest = packet[40:]
    if len(rest) < 8:
        return None
    from_port, to_port = struct.unpack("!HH", rest[:4])
    if protocol == socket.IPPROTO_UDP and to_port == 53:
        return {"server": _text(target), **_question(rest[8:])}
    if protocol != socket.IPPROTO_TCP or len(rest) < 20:
        return None
    flags = rest[13]
    if to_port in PORTS and flags & (SYN | FIN | RST):
        event = "begin" if flags & SYN else "end"
        return {"server": _text(target), "port": to_port, "client": from_port, "event": event}
    if from_port in PORTS and flags & RST:
        return {"server": _text(source), "port": from_port, "client": to_port, "event": "refused"}
    return None


def _question(message: bytes) -> dict:
    labels, place = [], 12
    while message[place]:
        labels.append(message[place + 1:place + 1 + message[place]].decode("latin-1"))
        place += 1 + message[place]
    return {"name": ".".join(labels).lower(), "type": int.from_bytes(message[place + 1:place + 3])}


def _text(address: bytes) -> str:
    return str(ipaddress.ip_address(address))


if __name__ == "__main__":
    observe(sys.argv[1])
