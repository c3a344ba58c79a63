"""The website on the desk: its columns, its visits, the words its screening looks for."""
