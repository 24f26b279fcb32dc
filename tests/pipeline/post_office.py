"""A mail server and a web server of our own, on this machine, that keep what they are sent."""

from __future__ import annotations

import base64
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from socketserver import StreamRequestHandler, ThreadingTCPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


class _Talk(StreamRequestHandler):
    """One connection, as RFC 5321 has it, with STARTTLS (RFC 3207) and AUTH PLAIN (RFC 4954)."""

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.say("220 xa.test")
        while raw := self.rfile.readline():
            word = raw.decode().strip()
            match word.upper().split(" ")[0].split(":")[0]:
                case "EHLO":
                    more = ["250-STARTTLS"] if self.server.certificate and not self.is_safe() else []
                    self.wfile.write(b"".join(f"{one}\r\n".encode() for one in ("250-xa", *more, "250 AUTH PLAIN")))
                case "STARTTLS":
                    self.say("220 go on")
                    self.secure()
                case "AUTH":
                    self.server.logins.append((*base64.b64decode(word.split(" ")[2]).split(b"\0")[1:], self.is_safe()))
                    self.say("235 in")
                case "RCPT" if "khong-co" in word:
                    self.say("550 nobody")
                case "DATA":
                    self.say("354 end with .")
                    lines = iter(self.rfile.readline, b".\r\n")
                    self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
                    if self.server.hangs_up:
                        return
                    self.say("250 kept")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")

    def finish(self):
        super().finish()
        self.connection.close()

    def is_safe(self):
        return isinstance(self.connection, ssl.SSLSocket)

    def secure(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.certificate)
        self.connection = context.wrap_socket(self.connection, server_side=True, suppress_ragged_eofs=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)


class _Desk(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, dict(self.headers), body))
        self.send_response(self.server.answer)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@contextmanager
def _up(server):
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Mail(ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that hangs up in the middle is part of the tests."""


@contextmanager
def mail_server(certificate=None):
    server = _Mail(("127.0.0.1", 0), _Talk)
    server.mails, server.logins, server.certificate, server.hangs_up = [], [], certificate, False
    server.address = f"127.0.0.1:{server.server_address[1]}"
    with _up(server):
        yield server


@contextmanager
def web_server(answer=200):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Desk)
    server.posts, server.answer = [], answer
    server.address = f"http://127.0.0.1:{server.server_address[1]}/van-thu"
    with _up(server):
        yield server


def certificate(folder):
    """Write a certificate for this machine that nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "server.pem"
    file.write_bytes(key.private_bytes(*form) + signed.public_bytes(serialization.Encoding.PEM))
    return file
