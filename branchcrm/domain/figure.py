"""The figures that files report about customers, each with its day."""

AMOUNT_12M = "amount_12m"
"""Twelve-month amount in 分 (年累计)."""

BALANCE = "balance"
"""Balance in 分 (余额)."""

LAST_TRADE_ON = "last_trade_on"
"""Day of the last trade, as days since 1970-01-01 (最后交易日)."""

AUM_MONTH_AVERAGE = "aum_month_average"
"""Average assets of one month in 分 (月日均AUM); its day is any day of that month."""

WALLET_12M = "wallet_12m"
"""What a customer spends a year in our whole field, in 分: said or estimated."""

RIVAL_12M = "rival_12m"
"""What a customer spends a year with our strongest competitor, in 分."""

ABOUT_OTHERS = (WALLET_12M, RIVAL_12M)
"""Figures about dealings elsewhere: they tell nothing of what a customer did with us."""
