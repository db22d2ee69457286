"""Workbooks for publishers: what a person finds in them, and what comes back."""
