"""Short words: names of legs, figures, columns and controls."""

from stool.schema import CSAT, ESAT, PROFIT

LEG = {ESAT: "Employees (ESAT)", CSAT: "Customers (CSAT)", PROFIT: "Profitability"}
LEG_SHORT = {ESAT: "ESAT", CSAT: "CSAT", PROFIT: "Profit"}
LEG_PEOPLE = {ESAT: "staff", CSAT: "customers", PROFIT: "profit"}
