"""How much a room of people asks of one server: new screens, votes, connections, many workshops at once."""
