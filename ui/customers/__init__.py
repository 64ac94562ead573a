"""Page: the customer list, the portrait and the customer form."""
