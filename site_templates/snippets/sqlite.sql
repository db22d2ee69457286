-- After: sqlite3 portal.sqlite
SELECT published_by, sum(counted_amount_pence) / 100.0 AS pounds
FROM decisions
WHERE counted_as = 'community' AND counted_before = 0 AND counted_currency = 'GBP'
GROUP BY published_by;
