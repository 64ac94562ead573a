"""The complaints: their list, one case with its steps, and the form that logs one."""
