"""Papers as files: web pages that print, PDF through a browser or without one, and slides."""
