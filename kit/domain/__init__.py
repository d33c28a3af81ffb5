"""What a learning network is made of: plain frozen values and pure rules. Standard library only."""
