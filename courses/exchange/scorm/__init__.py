"""A course as a SCORM 1.2 package: one page with all sections, played by a script of ours."""
