"""Papers audited over several processes, each paper in one of its own, so that a hostile one costs no more than that.

`workers` runs in the program that asks and loads no check; `worker` is the process that reads and checks; `exchange` is
what passes between them.
"""
