"""Family support: the household, home visits, allowances and income projects."""
