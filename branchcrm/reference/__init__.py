"""Facts of the world: holidays, lunar calendar, pinyin, regions."""
