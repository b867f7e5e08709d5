"""Publications: plan, figures and words in, a document out. `registry` names each kind's module."""
