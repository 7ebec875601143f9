"""What runs the work on parts: this process, several, or a cluster. All take and give the same.

An executor is sent paths and settings (`Work`), each under the key of its part, and a place where
parts are delivered. It yields what was done in any order; a part is done when it is in its place.
"""

from cantext.store.executors.processes import processes
from cantext.store.executors.protocol import Executor
from cantext.store.executors.serial import serial

__all__ = ["Executor", "processes", "serial"]
