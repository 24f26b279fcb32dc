"""The office's page: drop workbooks, see mistakes, fetch papers, issue, replace, the register; Starlette and Jinja."""
