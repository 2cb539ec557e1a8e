"""How each kind of actor decides; a file per rule."""
