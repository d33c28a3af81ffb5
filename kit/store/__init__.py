"""What people entered and imported, kept for good: one SQLite file a network. The only home of SQL."""

from kit.store.faults import sqlite_version
from kit.store.opening import open_store, saving
from kit.store.rows import Correction, ImportReceipt, Incoming, PastImport
from kit.store.store import Store

__all__ = ["Correction", "ImportReceipt", "Incoming", "PastImport", "Store", "open_store", "saving", "sqlite_version"]
