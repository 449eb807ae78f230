// SPDX-License-Identifier: EUPL-1.2
// Property 1: no path reaches contact, scheduling or execution of a return unless the gates of that
// phase passed after the last change of a fact they read. An act is known by what it does, not by
// the attribute `phase`: a message that leaves for a partner state, a fact that says somebody was
// booked or handed over (content/law/de/messages.toml), and every element of a phase.
#pragma once

#include <string>

#include "proofs/explore.h"

namespace alternat::proofs {

// What is wrong begins with the element, a colon and a blank.
Wrong watch_gates(const Subject& subject, const Guards& guards, const Transition& transition);

}  // namespace alternat::proofs
