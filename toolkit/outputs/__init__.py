"""The plan as files: workbook, table, cards, PDF."""
