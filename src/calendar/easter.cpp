// SPDX-License-Identifier: EUPL-1.2
// The computus: the Sunday after the ecclesiastical full moon of spring.
#include "calendar/easter.h"

#include "base/assert.h"

namespace alternat::calendar {

Date easter_sunday(int year) {
  ALTERNAT_ASSERT(year >= 1583 && year <= 9999);
  const int golden = year % 19;  // place in the 19-year cycle of the moon
  const int century = year / 100;
  const int year_of_century = year % 100;
  const int moon_correction = (century - (century + 8) / 25 + 1) / 3;
  // Days from 21 March to the full moon.
  const int epact = (19 * golden + century - century / 4 - moon_correction + 15) % 30;
  const int to_sunday =
      (32 + 2 * (century % 4) + 2 * (year_of_century / 4) - epact - year_of_century % 4) % 7;
  const int late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
  const int offset = epact + to_sunday - 7 * late_moon + 114;
  return Date::from_ymd(year, static_cast<unsigned>(offset / 31),
                        static_cast<unsigned>(offset % 31 + 1))
      .value();
}

}  // namespace alternat::calendar
