"""The files of a plan folder in; one checked plan, its publications and every finding out."""
