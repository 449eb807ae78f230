// SPDX-License-Identifier: EUPL-1.2
// Plays the stories of a demo through the ordinary use cases, up to a day: everything the demo
// shows is recorded the way real work would be. The same seed and day give the same records.
#pragma once

#include "casework/demo/cast.h"
#include "casework/node.h"

namespace alternat::casework {

struct DemoRun {
  const DemoCast* cast = nullptr;
  std::uint64_t seed = 0;
  Instant until = Instant::from_micros(0);
};

struct DemoTally {
  std::size_t cases = 0;
  std::size_t steps = 0;
};

// `clock` is the node's own clock; it ends at `run.until`. Errors: those of the use cases, with the
// story they happened in.
Result<DemoTally> seed_demo(Node& node, FixedClock& clock, const DemoRun& run);

}  // namespace alternat::casework
