"""From bytes to records: encodings, delimiters, workbooks, Parquet."""
