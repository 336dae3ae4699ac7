/// HTTPS servers, in Python: one port of 127.0.0.1 a scenario, told as `name port` lines, with
/// certificates of a CA of their own in the folder given.
///
/// They end when their standard input does, that is with the tests. What a client asked in a
/// scenario stands in a file of its name.
let serverScript = #"""
    import gzip, socket, ssl, subprocess, sys, threading

    folder = sys.argv[1]
    EC = ["-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    def write(name, text):
        with open(folder + "/" + name, "w") as file: file.write(text)

    write("openssl.cnf", "[req]\ndistinguished_name = name\n[name]\n")
    for ca in ["ca", "other-ca"]:
        openssl("req", "-x509", "-config", "openssl.cnf", *EC, "-keyout", ca + ".key", "-out",
                ca + ".pem", "-days", "9", "-subj", "/CN=" + ca, "-addext",
                "basicConstraints=critical,CA:TRUE")

    def context(name="mta-sts.example.com", subject="/CN=policy", ca="ca", days="5"):
        file = f"{name}-{ca}-{days}"
        openssl("req", "-new", "-config", "openssl.cnf", *EC, "-keyout", file + ".key", "-out",
                file + ".csr", "-subj", subject)
        extension = f"subjectAltName=DNS:{name}" if name else "keyUsage=digitalSignature"
        write(file + ".ext", extension)
        openssl("x509", "-req", "-in", file + ".csr", "-CA", ca + ".pem", "-CAkey", ca + ".key",
                "-set_serial", "7", "-days", days, "-extfile", file + ".ext", "-out", file + ".pem")
        return loaded(file + ".pem", file + ".key")

    def loaded(certificate, key):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder + "/" + certificate, folder + "/" + key)
        return context

    good = context()
    openssl("req", "-x509", "-config", "openssl.cnf", *EC, "-keyout", "self.key", "-out",
            "self.pem", "-days", "5", "-subj", "/CN=self", "-addext",
            "subjectAltName=DNS:mta-sts.example.com")
    old = context(subject="/CN=old")
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1

    policy = b"version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 604800\r\n"

    def answer(body=policy, status="200 OK", type="text/plain", *headers, length=None):
        lines = ["HTTP/1.1 " + status]
        if type is not None: lines.append("Content-Type: " + type)
        lines += [f"Content-Length: {len(body) if length is None else length}", *headers]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    plain = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
    chunked = plain + b"Transfer-Encoding: chunked\r\n\r\n"
    answers = {
        "ok": answer(),
        "empty-body": answer(b""),
        "charset": answer(policy, "200 OK", "text/plain; charset=utf-8"),
        "odd-case": answer(policy, "200 OK", " TEXT/Plain ;Charset=US-ASCII"),
        "html": answer(policy, "200 OK", "text/html"),
        "plaintext-type": answer(policy, "200 OK", "text/plaintext"),
        "no-type": answer(policy, "200 OK", None),
        "empty-type": answer(policy, "200 OK", ""),
        "404": answer(b"gone", "404 Not Found"),
        "500": answer(b"", "500 Internal Server Error", "text/html"),
        "201": answer(policy, "201 Created"),
        "204": b"HTTP/1.1 204 No Content\r\n\r\n",
        "redirect": answer(b"", "301 Moved", "text/html", "Location: https://www.example.com/x"),
        "redirect-307": answer(policy, "307 Temporary", "text/plain", "Location: /elsewhere"),
        "redirect-nowhere": answer(b"", "302 Found", "text/html"),
        "65536": answer(b"x" * 65536),
        "65537": answer(b"x" * 65537),
        "65537-html": answer(b"x" * 65537, "200 OK", "text/html"),
        "65537-404": answer(b"x" * 65537, "404 Not Found"),
        "chunked": chunked + b"5\r\nmode:\r\n0\r\n\r\n",
        "65536-chunked": chunked + b"10000\r\n" + b"x" * 65536 + b"\r\n0\r\n\r\n",
        "endless-chunks": chunked + b"8000\r\n" + (b"x" * 32768 + b"\r\n8000\r\n") * 64,
        "truncated": answer(policy, length=5000),
        "truncated-chunk": chunked + b"50\r\nmode:",
        "no-length": plain + b"\r\n" + policy,
        "http10": b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n" + policy,
        "garbage": b"\x00\x01\x02 what do you want?\r\n\r\n",
        "http09": policy,
        "half-header": b"HTTP/1.1 200 OK\r\nContent-Ty",
        "no-blank-line": plain,
        "continue": b"HTTP/1.1 100 Continue\r\n\r\n" + answer(),
        "trailer": chunked + b"5\r\nmode:\r\n0\r\nX-Sum: 7\r\n\r\n",
        "endless-header": b"HTTP/1.1 200 OK\r\n" + b"X-Filler: " + b"x" * 3000000,
        "nothing": b"",
        "gzip": answer(gzip.compress(policy), "200 OK", "text/plain", "Content-Encoding: gzip"),
    }
    contexts = {
        "expired": context(days="-1"), "self-signed": loaded("self.pem", "self.key"),
        "wrong-name": context(name="www.example.com"), "wildcard": context(name="*.example.com"),
        "cn-only": context(name=None, subject="/CN=mta-sts.example.com"),
        "untrusted": context(ca="other-ca"), "tls11": old,
    }
    for name in contexts: answers[name] = answer()

    def serve(name, client):
        try:
            if name in ("silent", "cancel-handshake"):
                return client.recv(1 << 16) and write(name, "hello") or client.recv(1)
            if name == "no-tls": return client.sendall(answer()) or client.recv(1 << 16)
            if name == "hang-up": return
            if name == "hello-requests":
                client.recv(1 << 16)
                # A flood of HelloRequest (RFC 5246 7.4.1.1), 4,096 in a record.
                while True: client.sendall(bytes.fromhex("1603034000") + bytes(16384))
            with contexts.get(name, good).wrap_socket(client, server_side=True) as tls:
                request = tls.recv(1 << 16)
                write(name, request.decode(errors="replace"))
                if name in ("stall", "cancel-answer"): return tls.recv(1)
                if name in ("stall-body", "cancel-body"):
                    return tls.sendall(answer(length=9999)) or tls.recv(1)
                if name == "endless-trailers":
                    tls.sendall(answers["trailer"].rstrip())
                    while True: tls.sendall(b"\r\nX-More: of the same" * 700)
                if name == "endless-extension":
                    tls.sendall(answers["chunked"].split(b"\r\n\r\n")[0] + b"\r\n\r\n1;")
                    while True: tls.sendall(b"x" * 16384)
                tls.sendall(answers[name])
        except OSError: pass
        finally: client.close()

    def listen(name):
        server = socket.create_server(("127.0.0.1", 0), backlog=64)
        print(name, server.getsockname()[1], flush=True)
        def loop():
            while True:
                client, _ = server.accept()
                threading.Thread(target=serve, args=(name, client), daemon=True).start()
        threading.Thread(target=loop, daemon=True).start()

    answers["asked-once"] = answers["never-asked"] = answers["asked-for-draft"] = answer()
    others = ["silent", "no-tls", "hang-up", "stall", "stall-body"]
    others += ["hello-requests", "endless-trailers", "endless-extension"]
    others += ["cancel-handshake", "cancel-answer", "cancel-body"]
    for name in [*answers, *others]: listen(name)
    print("ready 0", flush=True)
    sys.stdin.read()
    """#
