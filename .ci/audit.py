"""Hold the pinned packages against published advisories, by pip-audit; needs the network.

Where no advisory service can be reached, that is said, and nothing fails. An advisory fails, and so
does pip-audit itself when anything else is wrong. Its own variables name another service:
PIP_AUDIT_VULNERABILITY_SERVICE=osv and PIP_AUDIT_OSV_URL.
"""

import json
import re
import subprocess
import sys

# What pip-audit says at the end when a service cannot be reached, or does not answer as one.
_UNREACHED = re.compile(r"ConnectionError|ProxyError|SSLError|Timeout|HTTPError|ould not connect")


def main() -> int:
    """Run pip-audit on this environment and tell what it found."""
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    if not done.stdout:
        *_, reason = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        if _UNREACHED.search(reason):
            print("not audited: no advisory service was reached:", reason)
            return 0
        print("pip-audit failed:", reason)
        return 1
    packages = json.loads(done.stdout)["dependencies"]
    audited = [package for package in packages if "vulns" in package]
    found = [(package, flaw) for package in audited for flaw in package["vulns"]]
    for package, flaw in found:
        mended = ", ".join(flaw["fix_versions"]) or "none yet"
        names = ", ".join([flaw["id"], *flaw["aliases"]])
        print(f"{package['name']} {package['version']}: {names}; mended in {mended}")
    if not audited:
        print(f"not audited: no advisory service here knows any of the {len(packages)} packages")
    else:
        print(f"{len(audited)} of {len(packages)} packages audited, {len(found)} advisories")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
