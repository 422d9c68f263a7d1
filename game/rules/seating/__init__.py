"""Who gets which seat: the order of filling, dealt roles, one device for several seats, a bot's temperament."""
