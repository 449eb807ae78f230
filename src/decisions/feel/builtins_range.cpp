// SPDX-License-Identifier: EUPL-1.2
// Relations of points and ranges: DMN 1.5 table 79. A point is the closed range of itself.
#include <array>

#include "decisions/feel/builtins.h"
#include "decisions/feel/operations.h"

namespace alternat::feel {

namespace {

// One end of a span; an absent end lies beyond everything on its side.
struct End {
  Value value;
  bool included;
  int beyond;  // -1 below everything, 1 above everything
};

struct Span {
  End start;
  End end;
};

// Compares ends; remembers when two have no order.
class Relation {
 public:
  explicit Relation(const Invocation& call)
      : call_(call), a(span_of(call[0])), b(span_of(call[1])) {}

  bool less(const End& x, const End& y) { return order(x, y) < 0; }
  bool same(const End& x, const End& y) { return order(x, y) == 0; }
  // x = y, and both belong to their ranges.
  bool touch(const End& x, const End& y) { return same(x, y) && x.included && y.included; }
  // The start x is not after the start y, counting whether they belong to their ranges.
  bool starts_by(const End& x, const End& y) {
    return less(x, y) || (same(x, y) && (x.included || !y.included));
  }
  // The end x is not before the end y.
  bool ends_by(const End& x, const End& y) {
    return less(y, x) || (same(x, y) && (x.included || !y.included));
  }
  bool same_bound(const End& x, const End& y) { return same(x, y) && x.included == y.included; }

  Value answer(bool holds) const {
    if (comparable_) return Value::from_bool(holds);
    return call_.warn("feel.type_error", "The points or ranges cannot be compared.");
  }

 private:
  static Span span_of(const Value& value) {
    if (!value.is_range()) return {{value, true, 0}, {value, true, 0}};
    const RangeEnds ends = value.ends();
    if (!ends.low_present && !ends.high_present) {
      return {{value.low(), true, 0}, {value.low(), true, 0}};
    }
    return {{value.low(), ends.low_included && ends.low_present, ends.low_present ? 0 : -1},
            {value.high(), ends.high_included && ends.high_present, ends.high_present ? 0 : 1}};
  }

  int order(const End& x, const End& y) {
    if (x.beyond != 0 || y.beyond != 0) return x.beyond - y.beyond;
    const auto known = order_of(x.value, y.value);
    comparable_ = comparable_ && known.has_value();
    return known.value_or(2);
  }

  const Invocation& call_;
  bool comparable_ = true;

 public:
  const Span a;
  const Span b;
};

bool is_before(Relation& r, const Span& x, const Span& y) {
  return r.less(x.end, y.start) ||
         (r.same(x.end, y.start) && (!x.end.included || !y.start.included));
}

bool overlaps_before(Relation& r, const Span& x, const Span& y) {
  const bool starts = r.less(x.start, y.start) ||
                      (r.same(x.start, y.start) && x.start.included && !y.start.included);
  const bool meets = r.less(y.start, x.end) || r.touch(x.end, y.start);
  return starts && meets && r.ends_by(y.end, x.end);
}

bool includes(Relation& r, const Span& x, const Span& y) {
  return r.starts_by(x.start, y.start) && r.ends_by(x.end, y.end);
}

bool finishes(Relation& r, const Span& x, const Span& y) {
  return r.same_bound(x.end, y.end) && r.starts_by(y.start, x.start);
}

bool starts(Relation& r, const Span& x, const Span& y) {
  return r.same_bound(x.start, y.start) && r.ends_by(y.end, x.end);
}

Value before(const Invocation& call) {
  Relation r(call);
  return r.answer(is_before(r, r.a, r.b));
}
Value after(const Invocation& call) {
  Relation r(call);
  return r.answer(is_before(r, r.b, r.a));
}
Value meets(const Invocation& call) {
  Relation r(call);
  return r.answer(r.touch(r.a.end, r.b.start));
}
Value met_by(const Invocation& call) {
  Relation r(call);
  return r.answer(r.touch(r.a.start, r.b.end));
}
Value overlaps(const Invocation& call) {
  Relation r(call);
  const bool reaches = r.less(r.b.start, r.a.end) || r.touch(r.a.end, r.b.start);
  const bool reached = r.less(r.a.start, r.b.end) || r.touch(r.a.start, r.b.end);
  return r.answer(reaches && reached);
}
Value overlaps_before_of(const Invocation& call) {
  Relation r(call);
  return r.answer(overlaps_before(r, r.a, r.b));
}
Value overlaps_after_of(const Invocation& call) {
  Relation r(call);
  return r.answer(overlaps_before(r, r.b, r.a));
}
Value finishes_of(const Invocation& call) {
  Relation r(call);
  return r.answer(finishes(r, r.a, r.b));
}
Value finished_by(const Invocation& call) {
  Relation r(call);
  return r.answer(finishes(r, r.b, r.a));
}
Value includes_of(const Invocation& call) {
  Relation r(call);
  return r.answer(includes(r, r.a, r.b));
}
Value during(const Invocation& call) {
  Relation r(call);
  return r.answer(includes(r, r.b, r.a));
}
Value starts_of(const Invocation& call) {
  Relation r(call);
  return r.answer(starts(r, r.a, r.b));
}
Value started_by(const Invocation& call) {
  Relation r(call);
  return r.answer(starts(r, r.b, r.a));
}
Value coincides(const Invocation& call) {
  Relation r(call);
  return r.answer(r.same_bound(r.a.start, r.b.start) && r.same_bound(r.a.end, r.b.end));
}

constexpr TypeKind kBoolean = TypeKind::kBoolean;

constexpr std::array kRows{
    BuiltinRow{"before", "point1:a, point2:a", before, kBoolean},
    BuiltinRow{"before", "point:a, range:r", before, kBoolean},
    BuiltinRow{"before", "range:r, point:a", before, kBoolean},
    BuiltinRow{"before", "range1:r, range2:r", before, kBoolean},
    BuiltinRow{"after", "point1:a, point2:a", after, kBoolean},
    BuiltinRow{"after", "point:a, range:r", after, kBoolean},
    BuiltinRow{"after", "range:r, point:a", after, kBoolean},
    BuiltinRow{"after", "range1:r, range2:r", after, kBoolean},
    BuiltinRow{"meets", "range1:r, range2:r", meets, kBoolean},
    BuiltinRow{"met by", "range1:r, range2:r", met_by, kBoolean},
    BuiltinRow{"overlaps", "range1:r, range2:r", overlaps, kBoolean},
    BuiltinRow{"overlaps before", "range1:r, range2:r", overlaps_before_of, kBoolean},
    BuiltinRow{"overlaps after", "range1:r, range2:r", overlaps_after_of, kBoolean},
    BuiltinRow{"finishes", "point:a, range:r", finishes_of, kBoolean},
    BuiltinRow{"finishes", "range1:r, range2:r", finishes_of, kBoolean},
    BuiltinRow{"finished by", "range:r, point:a", finished_by, kBoolean},
    BuiltinRow{"finished by", "range1:r, range2:r", finished_by, kBoolean},
    BuiltinRow{"includes", "range:r, point:a", includes_of, kBoolean},
    BuiltinRow{"includes", "range1:r, range2:r", includes_of, kBoolean},
    BuiltinRow{"during", "point:a, range:r", during, kBoolean},
    BuiltinRow{"during", "range1:r, range2:r", during, kBoolean},
    BuiltinRow{"starts", "point:a, range:r", starts_of, kBoolean},
    BuiltinRow{"starts", "range1:r, range2:r", starts_of, kBoolean},
    BuiltinRow{"started by", "range:r, point:a", started_by, kBoolean},
    BuiltinRow{"started by", "range1:r, range2:r", started_by, kBoolean},
    BuiltinRow{"coincides", "point1:a, point2:a", coincides, kBoolean},
    BuiltinRow{"coincides", "range1:r, range2:r", coincides, kBoolean},
};

}  // namespace

std::span<const BuiltinRow> range_builtins() {
  return kRows;
}

}  // namespace alternat::feel
