"""What the tasks need beyond Pelican: serving with reload, publishing in one step, deploying."""
