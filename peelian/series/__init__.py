"""Values over time, and the one module that opens a database: questions in, small exact answers out."""
