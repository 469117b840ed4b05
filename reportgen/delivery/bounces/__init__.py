"""What comes back: reports on mail that could not be delivered, read and matched to the ledger."""
