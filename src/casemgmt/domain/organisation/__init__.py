"""Organisation: centres, agreements with partners, goods, and figures other bodies give."""
