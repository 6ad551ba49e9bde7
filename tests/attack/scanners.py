#!/usr/bin/env python3
"""Runs the scanners, see scanners.sh. A finding that no line of allowed-findings.txt explains is missed."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import ground
from ground import ROOT, add, quick

import proxies
import weak

ALLOWED = pathlib.Path(__file__).with_name("allowed-findings.txt")
AT_MOST_SECONDS = 120 if quick() else 900
NMAP_SCRIPTS = ("http-title,http-server-header,http-methods,http-trace,http-cookie-flags,http-cors,"
                "http-cross-domain-policy,http-git,http-passwd,http-shellshock,http-robots.txt,"
                "http-security-headers,http-internal-ip-disclosure,http-open-proxy,http-errors,"
                "http-put,http-method-tamper,http-open-redirect,http-backup-finder,http-config-backup,"
                "ssl-enum-ciphers,ssl-heartbleed,ssl-poodle,ssl-dh-params,ssl-ccs-injection,tls-ticketbleed")


def run(command, **more):
    """What it says; "" when it took too long."""
    try:
        done = subprocess.run([str(part) for part in command], check=False, text=True,
                              timeout=AT_MOST_SECONDS, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)
        return done.stdout
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode("utf-8", "replace") + "\n(not finished in time)"


def sslscan(target, folder):
    run(["sslscan", f"--xml={folder}/sslscan.xml", "--no-colour", f"127.0.0.1:{target.port}"])
    found = []
    for one in xml.etree.ElementTree.parse(folder / "sslscan.xml").getroot().iter():
        is_on = one.get("enabled") == "1" or one.get("supported") == "1"
        if one.tag == "protocol" and is_on:
            found.append(f"protocol {one.get('type')}{one.get('version')}")
        elif one.tag == "heartbleed" and one.get("vulnerable") == "1" or \
                one.tag in ("compression", "renegotiation") and is_on:
            found.append(one.tag)
        elif one.tag == "cipher":
            found.append(f"cipher {one.get('strength')} {one.get('cipher')}")
    return found


def testssl(target, folder):
    report = folder / "testssl.json"
    parts = ["-p", "-S", "-h", "-U"] if quick() else []
    run(["testssl", "--quiet", "--color", "0", "--warnings", "off", "--severity", "LOW", *parts,
         "--jsonfile", report, f"https://127.0.0.1:{target.port}/"])
    text = report.read_text(encoding="utf-8") if report.exists() else "[]"
    try:
        entries = json.loads(text)
    except ValueError:
        entries = json.loads(text.rstrip().rstrip(",") + "]")  # it was stopped while writing
    return [f"{one['severity']} {one['id']}: {one['finding']}" for one in entries]


def nmap(target, folder):
    report = folder / "nmap.xml"
    run(["nmap", "-Pn", "-n", "-p", target.port, "--script", NMAP_SCRIPTS, "--script-timeout", "60s",
         "-sV", "--version-light", "-oX", report, "127.0.0.1"])
    return [f"{one.get('id')}: {' '.join(one.get('output').split())}"
            for one in xml.etree.ElementTree.parse(report).getroot().iter("script")]


def wapiti(target, folder):
    report = folder / "wapiti.json"
    run(["wapiti", "-u", target.url, "--verify-ssl", "0", "-f", "json", "-o", report, "--flush-session",
         "--no-bugreport", "--max-scan-time", AT_MOST_SECONDS // 2, "--store-session", folder, "-S",
         "polite" if quick() else "normal"], env={"HOME": str(folder), "PATH": "/usr/bin:/bin"})
    if not report.exists():
        return ["no report"]
    told = json.loads(report.read_text(encoding="utf-8"))
    return [f"{kind}: {one['info']} {one['path']}" for part in ("vulnerabilities", "anomalies")
            for kind, several in told[part].items() for one in several]


def sqlmap(target, folder):
    """Lists and searches of somebody who is signed in."""
    if target.client is None:
        return []
    asked = ("/organisations?q=a&type=shelter&province=01&limit=5", "/contacts?state=final&limit=5",
             "/duties?state=open&scope=organisation", "/audit-entries?action=a&limit=5")
    found = []
    for path in asked[:1] if quick() else asked:
        told = run(["sqlmap", "-u", f"{target.url}api/v1{path}", "--cookie", target.client.cookie, "--batch",
                    "--level", "1" if quick() else "2", "--smart" if quick() else "--threads=2",
                    "--flush-session", "--output-dir", folder / "sqlmap", "--disable-coloring"])
        found += [line.strip() for line in told.splitlines()
                  if re.search(r"is vulnerable|appears to be '.*' injectable|injection point|CRITICAL",
                               line)]
    return found


def whatweb(target, _folder):
    told = run(["whatweb", "--color=never", "--no-errors", "-a", "3", target.url])
    return [part.strip() for part in told.strip().split(", ") if part.strip()]


def npm(_target, folder):
    """None when the registry does not answer."""
    found = []
    for project in ("web", "tests/browser"):
        copied = folder / project.replace("/", "-")
        copied.mkdir()
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / project / name, copied)
        told = run(["npm", "audit", "--json"], cwd=copied)
        try:
            report = json.loads(told[told.index("{"):])
        except ValueError:
            return None
        if "vulnerabilities" not in report:
            return None
        found += [f"{project}: {one['severity']} {name}"
                  for name, one in report["vulnerabilities"].items()]
    return found


TOOLS = {"sslscan": sslscan, "testssl": testssl, "nmap": nmap, "wapiti": wapiti, "sqlmap": sqlmap,
         "whatweb": whatweb, "npm": npm}
ENCRYPTED = ("sslscan", "testssl", "nmap", "wapiti", "whatweb")


class Target:
    def __init__(self, port, scheme, client=None):
        self.port = port
        self.url = f"{scheme}://127.0.0.1:{port}/"
        self.client = client


def unexplained(tool, findings):
    """Findings that no line allows: "tool<space>expression<two spaces>reason"."""
    allowed = []
    for line in ALLOWED.read_text(encoding="utf-8").splitlines():
        if line.startswith(tool + " "):
            allowed.append(re.compile(line.split(None, 1)[1].split("  ")[0]))
    return [one for one in findings if not any(expression.search(one) for expression in allowed)]


def scan(tool, target):
    if shutil.which(tool) is None:
        return add(f"scanner {tool}: findings nobody explained", "not installed", 0, None)
    with tempfile.TemporaryDirectory(prefix="hd-scan-") as folder:
        findings = TOOLS[tool](target, pathlib.Path(folder))
    if findings is None:
        return add(f"scanner {tool}: findings nobody explained", "registry not reachable", 0, None)
    left = unexplained(tool, findings)
    for one in left[:30]:
        print(f"    {tool}: {one[:400]}")
    return add(f"scanner {tool}: findings nobody explained", f"{len(left)} of {len(findings)}", 0, not left)


def check_yourself(tools):
    """A server that tells its version, its cookies to scripts and anything to anybody."""
    server = weak.talkative()
    good = True
    for tool in [tool for tool in ("nmap", "wapiti", "whatweb") if tool in tools and shutil.which(tool)]:
        with tempfile.TemporaryDirectory(prefix="hd-scan-") as folder:
            left = unexplained(tool, TOOLS[tool](Target(server.port, "http"), pathlib.Path(folder)))
        good &= add(f"scanner {tool}: self-check, findings at a talkative server", len(left), ">= 1",
                    bool(left))
    server.release()
    return good


def main():
    tools = sys.argv[1:] or list(TOOLS)
    good = check_yourself(tools)
    with tempfile.TemporaryDirectory(prefix="hd-attack-") as folder:
        pem, key = proxies.certificate(pathlib.Path(folder))
        server = ground.server_with_people("--tls-certificate", str(pem), "--tls-key", str(key))
        try:
            for tool in [tool for tool in tools if tool in ENCRYPTED]:
                good &= scan(tool, Target(server.port, "https")) is not False
        finally:
            server.close()
    server = ground.server_with_a_year()
    try:
        for tool in [tool for tool in tools if tool not in ENCRYPTED]:
            target = Target(server.port, "http", server.sign_in("lanhdao111"))
            good &= scan(tool, target) is not False
        alive = server.client().get("/meta").status == 200
        good &= add("scanners: alive afterwards", alive, True, alive)
    finally:
        server.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
