// Import-worker listens on nothing.
package main

func main() { select {} }
