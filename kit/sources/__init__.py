"""Files in and out: workbooks, CSV, programmes and hand-over files. Only here: pandas, openpyxl, xlsxwriter."""
