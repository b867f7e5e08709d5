"""A watch of single series: how seldom chance alone shows as much as their latest values do, once in so many months.

`watch` looks at points, `watch_panel` at a whole panel. Rates of false alarms are promised series by series: nothing is
borrowed from the others, so a series says the same alone as among thousands.
"""
