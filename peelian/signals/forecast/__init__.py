"""What the current process makes likely: the next twelve months, each with intervals, and the year they complete."""
