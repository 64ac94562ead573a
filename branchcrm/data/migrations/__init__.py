"""Steps that bring a book of any released schema to the present one."""
