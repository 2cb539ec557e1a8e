"""What the judge sees, scores, grades and rewards: observe -> score -> grade -> reward."""
