"""The number of each subject's stream of chance. A number once given is never changed: bytes depend on it."""

PLACES, PEOPLE, CRIMES, OUTCOMES, STOPS, CALLS, INCIDENTS, FORCE_USED, COMPLAINTS, CASUALTIES = range(1, 11)
WORKFORCE, SURVEY, ADMISSIONS, FLAGS = range(11, 15)
PEERS = 41
