"""What the figures say of a KPI: a KPI and the book of figures in, its change and direction out."""
