"""Judge the form of finished papers against Nghị định 30/2020/NĐ-CP."""
