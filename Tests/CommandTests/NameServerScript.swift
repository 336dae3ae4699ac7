/// A resolver for the tests, in Python: answers from a table, over UDP on a port of 127.0.0.1 that
/// it prints. It ends when its standard input does.
///
/// Names below `slow.example` get no answer; others that are not in the table do not exist.
let nameServerScript = #"""
    import os, socket, struct, sys, threading

    def name(text):
        labels = [label.encode() for label in text.split(".") if label]
        return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"

    A, NS, MX, TXT = 1, 2, 15, 16
    table = {
        (".", NS): [name("ns.example")],
        ("mail.example", MX): [struct.pack("!H", 10) + name("mx.mail.example")],
        ("mx.mail.example", A): [bytes([192, 0, 2, 1])],
        ("_smtp._tls.mail.example", TXT): [b"\x29v=TLSRPTv1; rua=mailto:tls@mail.example; "],
        ("null.example", MX): [struct.pack("!H", 0) + name("")],
        ("evil.example", MX): [struct.pack("!H", 10) + name("mx.mail.example")],
        ("_mta-sts.evil.example", TXT): [b"\x20v=STSv1; id=1\x1b[2J\x07\xe2\x80\xaedlrow olleh"],
    }
    existing = {found for found, _ in table}

    def question(packet):
        labels, at = [], 12
        while packet[at]:
            labels.append(packet[at + 1:at + 1 + packet[at]].decode().lower())
            at += packet[at] + 1
        return ".".join(labels) or ".", struct.unpack_from("!H", packet, at + 1)[0], at + 5

    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)

    def serve():
        while True:
            packet, client = server.recvfrom(65535)
            asked, kind, end = question(packet)
            if asked.endswith("slow.example"):
                continue
            records = table.get((asked, kind), [])
            rcode = 0 if asked in existing else 3
            header = packet[:2] + struct.pack("!HHHHH", 0x8180 | rcode, 1, len(records), 0, 0)
            answers = b"".join(
                b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 60, len(data)) + data
                for data in records)
            server.sendto(header + packet[12:end] + answers, client)

    threading.Thread(target=serve, daemon=True).start()
    sys.stdin.read()
    """#
