import subprocess
import sys
from pathlib import Path

from peelian.sources.lock import NAME, locked

WAITS = """
import sys
from pathlib import Path
from peelian.sources.lock import locked
print("asks", flush=True)
with locked(Path(sys.argv[1]), waiting=lambda folder: print("waits for", folder.name, flush=True)):
    print((Path(sys.argv[1]) / "said").read_text(), flush=True)
"""


def test_a_second_load_waits_for_the_first(tmp_path: Path) -> None:
    with locked(tmp_path):
        waiting = subprocess.Popen([sys.executable, "-c", WAITS, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "asks\n"
        assert waiting.stdout.readline() == f"waits for {tmp_path.name}\n"
        assert waiting.poll() is None
        (tmp_path / "said").write_text("first has ended")
    out, _ = waiting.communicate(timeout=60)
    assert out == "first has ended\n"
    assert waiting.returncode == 0


def test_a_lock_of_a_process_that_died_is_free(tmp_path: Path) -> None:
    dies = WAITS.replace("print((Path", "import os; os._exit(9); print((Path")
    done = subprocess.run([sys.executable, "-c", dies, str(tmp_path)], check=False, capture_output=True)
    assert done.returncode == 9
    with locked(tmp_path):
        assert (tmp_path / NAME).exists()
