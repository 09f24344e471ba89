import ArgumentParser

@main
struct Wurst: ParsableCommand {}
