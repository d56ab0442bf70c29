"""How to use Lernlotse from outside; both examples are tested."""
