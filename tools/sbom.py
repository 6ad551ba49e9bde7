#!/usr/bin/env python3
"""Writes the bill of materials of a built program as CycloneDX 1.5: the Debian packages whose libraries
it loads or has compiled in, with versions, and the npm packages whose code is in its front end. The same build on the same
machine gives the same bytes.

Usage: sbom.py PROGRAM [VERSION] > haidang.cdx.json
"""
import json
import pathlib
import re
import subprocess
import sys
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Libraries of headers: compiled in, so that no loader knows them.
COMPILED_IN = ("libboost1.81-dev", "libcli11-dev", "libtomlplusplus-dev")
OURS = uuid.UUID("8e5e8a0e-5a0e-4a6f-9a57-0d6f6e0c5a11")  # namespace of the serial numbers


def output(*command):
    return subprocess.run(command, check=True, text=True, capture_output=True).stdout


def libraries(program):
    """Paths of the shared libraries that the loader would take."""
    return sorted({str(pathlib.Path(path).resolve())
                   for path in re.findall(r"(?:=> )?(/\S+) \(0x", output("ldd", program))})


def package_of(library):
    """The Debian package with that file; merged /usr: dpkg may know it under /lib."""
    for path in (library, library.removeprefix("/usr")):
        found = subprocess.run(["dpkg-query", "-S", path], text=True, capture_output=True, check=False)
        if found.returncode == 0:
            return found.stdout.split(": ")[0].split(",")[0]
    raise SystemExit(f"no Debian package has {library}")


def debian_components(program):
    packages = {name: ["headers"] for name in COMPILED_IN}
    for library in libraries(program):
        packages.setdefault(package_of(library), []).append(pathlib.Path(library).name)
    for name, files in sorted(packages.items()):
        version, source, architecture = output(
            "dpkg-query", "-W", "-f", "${Version}\t${source:Package}\t${Architecture}", name).split("\t")
        plain = name.split(":")[0]
        purl = f"pkg:deb/debian/{plain}@{version}?arch={architecture}"
        yield {"type": "library", "bom-ref": purl, "name": plain, "version": version, "purl": purl,
               "properties": [{"name": "debian:source", "value": source},
                              {"name": "files", "value": " ".join(sorted(files))}]}


def npm_components():
    lock = json.loads((ROOT / "web/package-lock.json").read_text())
    for path, about in sorted(lock["packages"].items()):
        if not path or about.get("dev") or about.get("optional") or about.get("devOptional"):
            continue
        name = path.rpartition("node_modules/")[2]
        purl = f"pkg:npm/{name.replace('@', '%40')}@{about['version']}"
        made = {"type": "library", "bom-ref": purl, "name": name, "version": about["version"],
                "purl": purl}
        if "license" in about:
            made["licenses"] = [{"expression": about["license"]}]
        yield made


def bill(program, version):
    ours = {"type": "application", "bom-ref": "haidang", "name": "haidang", "version": version,
            "licenses": [{"license": {"id": "EUPL-1.2"}}]}
    components = [*debian_components(program), *npm_components()]
    serial = uuid.uuid5(OURS, json.dumps([version, components], sort_keys=True))
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": f"urn:uuid:{serial}",
            "version": 1, "metadata": {"component": ours}, "components": components,
            "dependencies": [{"ref": "haidang",
                              "dependsOn": [one["bom-ref"] for one in components]}]}


def main(arguments):
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    version = arguments[1] if len(arguments) > 1 else output(arguments[0], "--version").strip()
    json.dump(bill(arguments[0], version), sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
