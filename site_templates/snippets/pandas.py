import pandas as pd

decisions = pd.read_csv("{{ view.root }}{{ view.table }}", dtype=str)
community = decisions.query("counted_as == 'community' and counted_before == 'false' and counted_currency == 'GBP'")
pounds = pd.to_numeric(community["counted_amount"]).groupby(community["published_by"]).sum()
print(pounds)
print(f"{pounds.sum():.2f}")
