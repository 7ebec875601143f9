"""Hold the pinned packages against published advisories, by pip-audit; needs the network.

Where no advisory service can be reached, that is said, and nothing fails.
"""

import json
import subprocess
import sys


def main() -> int:
    """Run pip-audit on this environment and tell what it found."""
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print("not audited: pip-audit reached no advisory service:", done.stderr[-300:].strip())
        return 0
    audited = [package for package in packages if "vulns" in package]
    found = [(package, flaw) for package in audited for flaw in package["vulns"]]
    for package, flaw in found:
        print(f"{package['name']} {package['version']}: {flaw['id']}, see {flaw['aliases']}")
    if not audited:
        print(f"not audited: no advisory service here knows any of the {len(packages)} packages")
    else:
        print(f"{len(audited)} of {len(packages)} packages audited, {len(found)} advisories")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
