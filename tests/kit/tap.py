"""Results in the Test Anything Protocol, which Meson reads."""

import sys


class Tap:
    """Prints a line for each check as it comes; finish() gives the exit status."""

    def __init__(self):
        self.count = 0
        self.failures = 0

    def ok(self, name):
        self._line("ok", name)

    def fail(self, name, details=""):
        self.failures += 1
        self._line("not ok", name)
        self._details(details)

    def skip(self, name, reason):
        self._line("ok", f"{name} # SKIP {reason}")

    def check(self, name, problems):
        """Passes when `problems`, an iterable of texts, is empty."""
        problems = list(problems)
        if problems:
            self.fail(name, "\n".join(problems))
        else:
            self.ok(name)

    def finish(self):
        print(f"1..{self.count}")
        return 1 if self.failures else 0

    def _line(self, verdict, name):
        self.count += 1
        print(f"{verdict} {self.count} - {name}", flush=True)

    def _details(self, details):
        for line in details.splitlines():
            print(f"# {line}")
        sys.stdout.flush()
