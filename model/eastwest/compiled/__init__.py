"""What numba compiles. Imported only where the backend asks for it: see `backend.twinned`."""
