"""Seminars: the agenda as data, where the room is, and what was answered. One matter a file."""
