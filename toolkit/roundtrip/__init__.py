"""Changes in a workbook that a human has touched: edits inside its package, nothing else moves."""
