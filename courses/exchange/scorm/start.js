/* Begins once every activity has announced itself. */
window.Lernlotse.begin();
