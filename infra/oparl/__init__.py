"""Reading a council system that speaks OParl: one host, one request at a time, page by page, to be taken up again."""
