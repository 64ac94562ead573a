"""Page: value tiers and the policy behind them."""
