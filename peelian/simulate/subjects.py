"""The number of each subject's stream of chance. A number once given is never changed: bytes depend on it."""

PLACES, PEOPLE, CRIMES, OUTCOMES, STOPS, CALLS, INCIDENTS, FORCE_USED, COMPLAINTS, CASUALTIES = range(1, 11)
WORKFORCE, SURVEY, ADMISSIONS, FLAGS = range(11, 15)
MORE_OF_CRIMES, GIVEN_OUTCOMES, STOP_FORMS, SEIZURES, SUBMISSIONS = range(15, 20)
PEERS = 41
PUBLISHED = 31
