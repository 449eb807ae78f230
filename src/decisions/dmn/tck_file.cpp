// SPDX-License-Identifier: EUPL-1.2
#include "decisions/dmn/tck_file.h"

#include "base/xml.h"
#include "decisions/feel/convert.h"

namespace alternat::dmn {
namespace {

using feel::Value;

constexpr std::string_view kXsi = "http://www.w3.org/2001/XMLSchema-instance";

bool is_nil(const XmlElement& element) {
  const std::string* nil = element.find_attribute("nil", kXsi);
  return nil && (*nil == "true" || *nil == "1");
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

Value simple_value(const XmlElement& element) {
  if (is_nil(element)) return Value::null();
  const std::string* typed = element.find_attribute("type", kXsi);
  std::string type = typed ? *typed : "xsd:string";
  if (const std::size_t colon = type.find(':'); colon != std::string::npos)
    type = type.substr(colon + 1);
  if (type == "string" || type == "anySimpleType") return Value::from_string(element.text);
  const std::string text = trimmed(element.text);
  if (type == "boolean") return Value::from_bool(text == "true" || text == "1");
  if (type == "date") return feel::parse_date(text).value_or(Value::null());
  if (type == "time") return feel::parse_time(text).value_or(Value::null());
  if (type == "dateTime") return feel::parse_date_time(text).value_or(Value::null());
  if (type == "duration" || type == "dayTimeDuration" || type == "yearMonthDuration")
    return feel::parse_duration(text).value_or(Value::null());
  const Result<Decimal> number = Decimal::from_text(text);
  return number ? Value::from_number(*number) : Value::null();
}

// valueType of testCases.xsd: a value, a list of items, or components (a context).
Value read_value(const XmlElement& element) {
  if (is_nil(element)) return Value::null();
  if (const XmlElement* value = element.find_child("value")) return simple_value(*value);
  if (const XmlElement* list = element.find_child("list")) {
    if (is_nil(*list)) return Value::null();
    std::vector<Value> items;
    for (const XmlElement* item : list->children_named("item")) items.push_back(read_value(*item));
    return Value::from_items(std::move(items));
  }
  const std::vector<const XmlElement*> components = element.children_named("component");
  if (components.empty()) return Value::null();
  std::vector<Value::Entry> entries;
  for (const XmlElement* component : components)
    entries.push_back({component->attribute_or("name", ""), read_value(*component)});
  return Value::from_entries(std::move(entries));
}

TckCase read_case(const XmlElement& element) {
  TckCase test;
  test.id = element.attribute_or("id", "");
  test.type = element.attribute_or("type", "decision");
  test.invocable = element.attribute_or("invocableName", "");
  for (const XmlElement* input : element.children_named("inputNode"))
    test.inputs.push_back({input->attribute_or("name", ""), input->attribute_or("namespace", ""),
                           read_value(*input)});
  for (const XmlElement* result : element.children_named("resultNode")) {
    TckExpectation expectation;
    expectation.name = result->attribute_or("name", "");
    expectation.namespace_uri = result->attribute_or("namespace", "");
    expectation.wants_error = result->attribute_or("errorResult", "false") == "true";
    if (const XmlElement* expected = result->find_child("expected"))
      expectation.value = read_value(*expected);
    test.expectations.push_back(std::move(expectation));
  }
  return test;
}

Result<TckFile> tck_file_of(const Result<XmlElement>& root) {
  if (!root) return root.error();
  if (root->name != "testCases")
    return Error{Fault::kMalformed,
                 "tck.malformed",
                 "the root element is <" + root->name + ">, not <testCases>",
                 {root->span}};
  TckFile file;
  if (const XmlElement* model = root->find_child("modelName")) file.model = trimmed(model->text);
  for (const XmlElement* test : root->children_named("testCase"))
    file.cases.push_back(read_case(*test));
  return file;
}

}  // namespace

Result<TckFile> read_tck_file(const std::string& path) {
  return tck_file_of(read_xml(path));
}

Result<TckFile> parse_tck_file(std::string_view text, const std::string& name) {
  return tck_file_of(parse_xml(text, name));
}

}  // namespace alternat::dmn
