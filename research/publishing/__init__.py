"""The way of a record to the public: what it would say, what is missing, who may publish it, and what is public now."""
