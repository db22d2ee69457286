"""Workbooks for publishers: templates to fill in, and copies of their files in which what has to be mended is marked."""
