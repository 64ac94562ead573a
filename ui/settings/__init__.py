"""Page: settings of the branch and of the person."""
