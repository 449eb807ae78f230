// SPDX-License-Identifier: EUPL-1.2
// Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher.
#pragma once

#include "base/date.h"

namespace alternat::calendar {

// For years 1583 to 9999; asserts.
Date easter_sunday(int year);

}  // namespace alternat::calendar
