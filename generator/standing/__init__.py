"""How decisions and powers stand on the day of judgement: what checks warn of and measures count, each told once."""
