"""Reviews and suits on the desk: register, clock, acts, replies anew."""
