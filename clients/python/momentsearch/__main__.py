from momentsearch.cli import main

main()
