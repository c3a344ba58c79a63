"""People who sign in, the roles they hold, and the moves they may make."""
