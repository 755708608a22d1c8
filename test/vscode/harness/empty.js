// The extension under development in the test of the package: it does nothing.
