"""From records to a table: headers, footers, totals, and the forms a table comes in."""
