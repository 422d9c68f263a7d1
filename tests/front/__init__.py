"""The front and the processes behind it, as docker-compose.yml names them."""
