"""The coordinators' desk: who is certified, what is missing for whom, enrolments."""
