/// A server of misbehaviours: one port of 127.0.0.1 a scenario, told as `name port` lines.
///
/// It ends when its standard input does, that is with the tests. What clients say in a scenario
/// stands in a file of its name.
let peerScript = #"""
    import os, shutil, socket, ssl, struct, subprocess, sys, threading, time

    folder = sys.argv[1]

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    def certificate(name, *key):
        """Makes a certificate, with its key in front of it."""
        openssl("req", "-x509", "-nodes", "-newkey", *key, "-keyout", "key.pem",
                "-out", "cert.pem", "-days", "2", "-subj", "/CN=mx.example",
                "-addext", "subjectAltName=DNS:mx.example")
        one = open(folder + "/cert.pem").read()
        write(name, open(folder + "/key.pem").read() + one)
        return one

    def write(name, text):
        with open(folder + "/" + name, "w") as file: file.write(text)

    certificate("weak.pem", "rsa:1024", "-sha1")
    one = certificate("cert.pem", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    key = open(folder + "/key.pem").read()
    write("long.pem", key + one * 25)
    write("huge.pem", key + one * 400)

    def context(chain="cert.pem", version=None, ciphers=None):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1
        if ciphers: context.set_ciphers(ciphers)
        if version: context.minimum_version = context.maximum_version = version
        if chain: context.load_cert_chain(folder + "/" + chain)
        return context

    def versions(oldest, newest=None):
        several = context(ciphers="ALL:@SECLEVEL=0")
        several.minimum_version, several.maximum_version = oldest, newest or oldest
        return several

    modern = context()
    TLS10, TLS11 = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    TLS12, TLS13 = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3
    every = versions(TLS10, TLS13)

    class Client:
        def __init__(self, connection, scenario):
            self.socket, self.scenario = connection, scenario
        def say(self, text): self.socket.sendall(text.encode("latin-1") + b"\r\n")
        def line(self):
            line = b""
            while not line.endswith(b"\n"):
                byte = self.socket.recv(1)
                if not byte: raise ConnectionError
                line += byte
            with open(folder + "/" + self.scenario, "ab") as log: log.write(line)
            return line.decode().strip()
        def tls(self, context):
            self.socket = context.wrap_socket(self.socket, server_side=True)
        def reset(self):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.socket.close()
        def dialogue(self, greeting="220 mx.example ESMTP", ehlo="250-mx.example\r\n250 STARTTLS",
                     helo="250 mx.example", starttls="220 go ahead", tls=modern, again=None):
            """Serves like a good server, with the replies given. A callable is called."""
            replies = {"EHLO": ehlo, "HELO": helo, "STARTTLS": starttls, "QUIT": "221 bye"}
            self.say(greeting)
            while True:
                verb = self.line().split(" ")[0].upper()
                reply = replies.get(verb, "502 not here")
                if callable(reply): return reply(self)
                self.say(reply)
                if verb == "QUIT": return self.socket.close()
                if verb == "STARTTLS" and reply.startswith("220"):
                    chosen = tls(self) if callable(tls) else tls
                    if not isinstance(chosen, ssl.SSLContext): return
                    self.tls(chosen)
                    replies["EHLO"] = again or "250 mx.example"

    def scenario(**replies): return lambda client: client.dialogue(**replies)
    def forever(text, pause=0):
        def send(client):
            while True:
                client.socket.sendall(text)
                time.sleep(pause)
        return send
    def wait(client):
        while client.socket.recv(4096): pass
    def after_tls(act):
        def run(client):
            client.tls(modern)
            act(client)
        return run

    def garbage(client):
        """Answers the ClientHello, so that nobody discards it as plaintext before."""
        client.socket.recv(5)
        client.say("not TLS at all")
        wait(client)
    def at_tls11(act):
        """Serves every version, but acts where TLS 1.1 is the newest on offer."""
        def choose(client):
            hello = client.socket.recv(11, socket.MSG_PEEK | socket.MSG_WAITALL)
            return act(client) if hello[9:11] == b"\x03\x02" else every
        return scenario(tls=choose)

    connections = {}
    def two_good_then(other):
        """Serves two connections in every version, and the later ones otherwise."""
        def serve(client):
            connections[client.scenario] = connections.get(client.scenario, 0) + 1
            serving = scenario(tls=every) if connections[client.scenario] <= 2 else other
            serving(client)
        return serve

    scenarios = {
        "tls13": scenario(),
        "tls12": scenario(tls=context(version=ssl.TLSVersion.TLSv1_2)),
        "tls10": scenario(tls=context(version=ssl.TLSVersion.TLSv1, ciphers="ALL:@SECLEVEL=0")),
        "postscreen": scenario(greeting="220-mx.example\r\n220 mx.example ESMTP \xff\x1b[2J"),
        "not-offered": scenario(ehlo="250-mx.example\r\n250 SIZE"),
        "substring": scenario(ehlo="250-STARTTLS.example\r\n250-XSTARTTLS\r\n250 STARTTLSX"),
        "lower-case": scenario(ehlo="250-mx.example\r\n250 starttls"),
        "helo": scenario(ehlo="500 what?"),
        "helo-refused": scenario(ehlo="500 what?", helo="500 what?"),
        "busy": scenario(greeting="421 too many"),
        "busy-450": scenario(greeting="450 later"),
        "busy-ehlo": scenario(ehlo="421 too many"),
        "busy-helo": scenario(ehlo="502 no", helo="451 later"),
        "rejected": scenario(greeting="554 no service here"),
        "transient": scenario(ehlo="432 a password transition is needed"),
        "not-smtp": lambda client: (client.say("HTTP/1.1 400 Bad Request"), wait(client)),
        "two-codes": scenario(ehlo="250-mx.example\r\n251 STARTTLS"),
        "silence": wait,
        "drip": forever(b"2", 0.01),
        "drip-ehlo": scenario(ehlo=forever(b"250-\r\n", 0.01)),
        "endless-line": forever(b"220 " + b"x" * 4096),
        "endless-reply": forever(b"220-more\r\n" * 100),
        "close": lambda client: client.socket.close(),
        "reset": lambda client: client.reset(),
        "reset-at-ehlo": scenario(ehlo=Client.reset),
        "reset-at-starttls": scenario(starttls=Client.reset),
        "silent-starttls": scenario(starttls=wait),
        "no-tls": scenario(starttls="454 TLS not available due to temporary reason"),
        "injected": scenario(starttls="220 go ahead\r\n250 injected\r\n250-unfinished"),
        "handshake-garbage": scenario(tls=lambda client: client.say("not TLS at all")),
        "handshake-silence": scenario(tls=wait),
        "handshake-reset": scenario(tls=lambda client: (client.line(), client.reset())),
        "handshake-close": scenario(tls=lambda client: client.socket.shutdown(socket.SHUT_WR)),
        "anonymous": scenario(tls=context(chain=None, ciphers="ADH:AECDH:@SECLEVEL=0")),
        "no-suite": scenario(tls=context(ciphers="PSK", version=ssl.TLSVersion.TLSv1_2)),
        "long-chain": scenario(tls=context("long.pem")),
        "huge-chain": scenario(tls=context("huge.pem")),
        "refused-in-tls": scenario(again="550 no more"),
        "flood-in-tls": scenario(tls=after_tls(forever(b"250-more\r\n"))),
        "flood-of-tls": scenario(tls=after_tls(forever(b"250-" + b"x" * 1000 + b"\r\n"))),
        "close-in-tls": scenario(tls=after_tls(Client.reset)),
        "one-line": scenario(greeting="220", ehlo="250"),
        "weak": scenario(tls=context("weak.pem", ssl.TLSVersion.TLSv1_2, "ALL:@SECLEVEL=0")),
        "only-10": scenario(tls=versions(TLS10)),
        "only-11": scenario(tls=versions(TLS11)),
        "only-12": scenario(tls=versions(TLS12)),
        "only-13": scenario(tls=versions(TLS13)),
        "range-10-11": scenario(tls=versions(TLS10, TLS11)),
        "range-10-12": scenario(tls=versions(TLS10, TLS12)),
        "range-12-13": scenario(tls=versions(TLS12, TLS13)),
        "every-version": scenario(tls=every),
        "one-by-one": scenario(tls=every),
        "garbage": scenario(tls=garbage),
        "one-by-one-failing": scenario(tls=garbage),
        "silent-at-11": at_tls11(wait),
        "garbage-at-11": at_tls11(garbage),
        "close-at-11": at_tls11(lambda client: client.socket.shutdown(socket.SHUT_WR)),
        "reset-at-11": at_tls11(Client.reset),
        "busy-midway": two_good_then(scenario(greeting="421 too many")),
        "busy-midway-ehlo": two_good_then(scenario(ehlo="451 later")),
        "busy-midway-starttls": two_good_then(scenario(starttls="454 not now")),
        "gone-midway": two_good_then(Client.reset),
        "not-offered-midway": two_good_then(scenario(ehlo="250 mx.example")),
    }

    def run(connection, name):
        try: scenarios[name](Client(connection, name))
        except Exception: pass
        finally: connection.close()

    def serve(listener, name):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=run, args=(connection, name), daemon=True).start()

    for name in scenarios:
        listener = socket.create_server(("127.0.0.1", 0), backlog=1000)
        threading.Thread(target=serve, args=(listener, name), daemon=True).start()
        print(name, listener.getsockname()[1])
    print("ready", 0, flush=True)
    sys.stdin.read()
    shutil.rmtree(folder)
    """#
