"""Values over time, and the engines that open a database: questions in, small exact answers out."""
