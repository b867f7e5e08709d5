"""Tables that publishers make of many forces' returns, a layout a file: from what a run has made to frames and bytes.

Every table is a module with two functions. `frames` gives its rows, a frame a force and period, in the order they are
printed in; `files` the publisher's files of them, by their paths below data/. Layouts are as the readers of
peelian/sources/open_data have met or documented them; nothing here knows those readers.
Tables have whole quarters and years alone; how long a run must be to have one stands in publishers.py.
"""
