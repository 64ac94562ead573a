"""The `branchcrm` command: the same use cases for scripts and machines without a screen."""
