"""Sources that have pages: signs and rules with their places become the lines and rows that every source gives."""
