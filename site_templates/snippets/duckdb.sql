-- In the folder of the file, which is at {{ view.root }}{{ view.table }}
SELECT published_by, sum(CAST(counted_amount AS DECIMAL(18, 2))) AS pounds
FROM read_csv('{{ view.table.split("/")|last }}', all_varchar = true)
WHERE counted_as = 'community' AND counted_before = 'false' AND counted_currency = 'GBP'
GROUP BY ROLLUP (published_by)
ORDER BY published_by;
