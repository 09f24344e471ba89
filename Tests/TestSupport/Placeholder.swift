package let testSupportPlaceholder = 1
