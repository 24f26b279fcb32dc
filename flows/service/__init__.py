"""Stay up: the service with its schedule, its watch on inputs/ and its forms in Prefect."""
