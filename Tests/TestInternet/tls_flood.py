"""What OpenSSL can be told to do to a client and Python's `ssl` cannot: renegotiate, and ask for
new keys again and again. Each attack has the connection for itself and returns when it is over."""

import ctypes
import ctypes.util
import socket

TLS1_2_VERSION = 0x0303
SSL_CTRL_SET_MAX_PROTO_VERSION = 124
SSL_FILETYPE_PEM = 1
SSL_KEY_UPDATE_REQUESTED = 1


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(ctypes.util.find_library("ssl"))
    for name in ("TLS_server_method", "SSL_CTX_new", "SSL_new"):
        getattr(library, name).restype = ctypes.c_void_p
    return library


def _accept(connection: socket.socket, certificate: str, highest: int):
    """The library and a session whose handshake is done."""
    library = _library()
    context = ctypes.c_void_p(library.SSL_CTX_new(ctypes.c_void_p(library.TLS_server_method())))
    if highest:
        library.SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, ctypes.c_long(highest), None)
    path = certificate.encode()
    library.SSL_CTX_use_certificate_chain_file(context, path)
    library.SSL_CTX_use_PrivateKey_file(context, path, SSL_FILETYPE_PEM)
    session = ctypes.c_void_p(library.SSL_new(context))
    library.SSL_set_fd(session, connection.fileno())
    if library.SSL_accept(session) != 1:
        raise ConnectionError("no handshake")
    return library, session


def renegotiate(connection: socket.socket, certificate: str) -> None:
    """Asks for a new handshake whenever it may (RFC 5246 7.4.1.1), and says nothing else."""
    with connection:
        library, session = _accept(connection, certificate, TLS1_2_VERSION)
        for _ in range(1_000):
            library.SSL_renegotiate(session)
            if library.SSL_do_handshake(session) != 1:
                break
        connection.settimeout(120)
        while connection.recv(4096):
            pass


def update_keys(connection: socket.socket, certificate: str) -> None:
    """Asks for new keys (RFC 8446 4.6.3) fifty thousand times."""
    with connection:
        library, session = _accept(connection, certificate, 0)
        for _ in range(50_000):
            library.SSL_key_update(session, SSL_KEY_UPDATE_REQUESTED)
            if library.SSL_do_handshake(session) != 1:
                break
