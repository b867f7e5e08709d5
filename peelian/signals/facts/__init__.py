"""What is so of each series at its latest value: arrays go in, plain numbers for one series at a time come out."""
