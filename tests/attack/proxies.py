"""Debian's nginx and HAProxy with the configurations we ship, on free ports of this machine."""
import pathlib
import re
import shutil
import ssl
import subprocess
import tempfile
import time

from ground import ROOT, free_port
import wire

NAME = "haidang.example"  # as in the shipped configurations
STARTS_WITHIN_SECONDS = 15

NGINX_FRAME = """
daemon off; pid {folder}/pid; error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; scgi_temp_path {folder}/scgi; uwsgi_temp_path {folder}/uwsgi;
  include {folder}/site;
}}
"""


def certificate(folder, name=NAME):
    """(certificate, key), self-signed for a day."""
    pem, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj", f"/CN={name}",
                    "-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1", "-keyout", key,
                    "-out", pem], check=True, stderr=subprocess.DEVNULL)
    return pem, key


class Proxy:
    """`kind`: "nginx" or "haproxy"; in front of `port`. The caller closes it."""

    def __init__(self, kind, port, change=lambda text: text):
        self.kind = kind
        self.port = free_port()
        self.plain_port = free_port()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"hd-{kind}-"))
        self.folder.chmod(0o755)  # nginx works as another user
        self.certificate, self.key = certificate(self.folder)
        command = self._nginx(port, change) if kind == "nginx" else self._haproxy(port, change)
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        self._wait()

    def _nginx(self, port, change):
        text = (ROOT / "packaging/nginx/haidang.conf").read_text(encoding="utf-8")
        text = text.replace("127.0.0.1:8111", f"127.0.0.1:{port}")
        text = re.sub(r"listen 443", f"listen 0.0.0.0:{self.port}", text)
        text = re.sub(r"listen 80", f"listen 0.0.0.0:{self.plain_port}", text)
        text = text.replace("/etc/ssl/certs/haidang.pem", str(self.certificate))
        text = text.replace("/etc/ssl/private/haidang.key", str(self.key))
        (self.folder / "site").write_text(change(text), encoding="utf-8")
        (self.folder / "main").write_text(NGINX_FRAME.format(folder=self.folder), encoding="utf-8")
        return [shutil.which("nginx", path="/usr/sbin:/usr/bin"), "-p", self.folder,
                "-e", self.folder / "error.log", "-c", self.folder / "main"]

    def _haproxy(self, port, change):
        both = self.folder / "both.pem"
        both.write_bytes(self.certificate.read_bytes() + self.key.read_bytes())
        text = (ROOT / "packaging/haproxy/haidang.cfg").read_text(encoding="utf-8")
        text = text.replace("127.0.0.1:8111", f"127.0.0.1:{port}")
        text = text.replace("bind :443", f"bind :{self.port}")
        text = text.replace("bind :80", f"bind :{self.plain_port}")
        text = text.replace("/etc/haproxy/haidang.pem", str(both))
        (self.folder / "site").write_text(change(text), encoding="utf-8")
        return [shutil.which("haproxy", path="/usr/sbin:/usr/bin"), "-db", "-f", self.folder / "site"]

    def _wait(self):
        end = time.monotonic() + STARTS_WITHIN_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                self.connect().close()
                return
            except OSError:
                time.sleep(0.05)
        told = (self.folder / "log").read_text(errors="replace")
        self.close()
        raise AssertionError(f"{self.kind} did not start: {told[-2000:]}")

    def connect(self, host="127.0.0.1", name=NAME):
        """A socket with TLS, as a browser that asks for our name."""
        context = ssl.create_default_context(cafile=self.certificate)
        plain = wire.connect(self.port, host)
        try:
            return context.wrap_socket(plain, server_hostname=name)
        except OSError:
            plain.close()
            raise

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)


def available(kind):
    return shutil.which(kind, path="/usr/sbin:/usr/bin") is not None
