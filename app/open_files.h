#pragma once

namespace tongdai::app {

/// As many descriptors as this process may have, up to what 10,000 connections and everything else need: each customer
/// is one, and systems give 1,024 to whoever does not ask. Early in main().
void takeOpenFiles();

}  // namespace tongdai::app
