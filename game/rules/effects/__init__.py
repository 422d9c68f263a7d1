"""What a decision does to poles, resources, people and the time to come: from plain changes to seeds and incidents."""
