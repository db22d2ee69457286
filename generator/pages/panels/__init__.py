"""What a record's page shows before its facts: for each kind, its own questions answered in words and pictures."""
