from urllib.request import urlopen

import polars as pl

decisions = pl.read_csv(urlopen("{{ view.root }}{{ view.table }}").read(), infer_schema=False)
community = decisions.filter(counted_as="community", counted_before="false", counted_currency="GBP")
amount = pl.col("counted_amount").cast(pl.Decimal(18, 2)).sum()
print(community.group_by("published_by").agg(amount))
print(community.select(amount).item())
