"""What a notebook shows: models (checked without a browser), the static parts of reports, and the live views."""
