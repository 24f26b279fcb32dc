"""Everything that knows a spreadsheet's file format: reading any of them into sheets of cells, and writing .xlsx."""
