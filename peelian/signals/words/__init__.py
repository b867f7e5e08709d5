"""What is said of a series, in sentences by rule: each form is one file and says no more than its rule found."""
