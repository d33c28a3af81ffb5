"""What people enter about their own work beside measurements, checklist and answers: one kind of value a file."""
