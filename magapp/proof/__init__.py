"""What holds for every answer set there is: promises, reasons, coverage."""
