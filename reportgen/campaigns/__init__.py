"""An edition's campaign: what is written, to whom, with which PDF, frozen before anything is sent."""
