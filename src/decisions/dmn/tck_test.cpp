// SPDX-License-Identifier: EUPL-1.2
// A ratchet over the DMN TCK where a copy lies beside the repository (ALTERNAT_SHARED).
#include "decisions/dmn/tck.h"

#include <doctest/doctest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "decisions/dmn/dmn_test_models.h"

namespace alternat::dmn {
namespace {

// The count of tools/ratchet.txt, which may only rise.
int ratchet(const std::string& suite) {
  std::ifstream file(std::string(ALTERNAT_SOURCE_DIR) + "/tools/ratchet.txt");
  for (std::string line; std::getline(file, line);)
    if (line.rfind(suite + " ", 0) == 0) return std::stoi(line.substr(suite.size() + 1));
  return 0;
}

struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("tck_test_" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name) << text;
  }
};

}  // namespace

TEST_CASE("the TCK count does not fall") {
  const char* shared = std::getenv("ALTERNAT_SHARED");
  const std::string folder =
      (shared ? std::string(shared) : std::string(ALTERNAT_SOURCE_DIR) + "/../shared") + "/tck";
  std::ostringstream out;
  const Result<TckSummary> summary = run_tck(folder, Instant::from_micros(0), out);
  if (!summary || summary->passed + summary->failed == 0) {
    MESSAGE("no TCK beside the repository: skipped");
    return;
  }
  CHECK(summary->passed >= ratchet("tck"));
  // Everything but what only a tolerance would pass.
  CHECK(summary->failed - summary->tolerant <= 1);
}

TEST_CASE("cases are counted exactly, within the tolerance, and errors need a message") {
  const Folder folder;
  folder.write("m.dmn", model_text(input_text("a", "number") +
                                   decision_text("d", "a", literal_text("a / 3")) +
                                   decision_text("e", "a", literal_text("a / 0"))));
  const auto result = [](const std::string& name, const std::string& attributes,
                         const std::string& value) {
    return "<testCase id=\"" + name + value +
           "\"><inputNode name=\"a\"><value xsi:type=\"xsd:decimal\">1</value></inputNode>"
           "<resultNode name=\"" +
           name + "\"" + attributes + "><expected><value xsi:type=\"xsd:decimal\"" +
           (value.empty() ? " xsi:nil=\"true\"" : "") + ">" + value +
           "</value></expected></resultNode></testCase>";
  };
  folder.write("m-test-01.xml",
               "<testCases xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
               "<modelName>m.dmn</modelName>" +
                   result("d", "", "0.3333333333333333333333333333333333") +
                   result("d", "", "0.333333333333") + result("d", "", "0.34") +
                   result("e", " errorResult=\"true\"", "") +
                   result("d", " errorResult=\"true\"", "") + "</testCases>");
  std::ostringstream out;
  const Result<TckSummary> summary = run_tck(folder.path.string(), Instant::from_micros(0), out);
  REQUIRE(summary);
  CHECK(summary->passed == 2);
  CHECK(summary->failed == 3);
  CHECK(summary->tolerant == 1);
  CHECK(summary->folder_average == 4000);
  CHECK(out.str().find("2 passed, 3 failed\n") != std::string::npos);
  CHECK(out.str().find("m-test-01/d0.34 FAIL d: wants 0.34, is 0.333") != std::string::npos);
}

TEST_CASE("a file that is no test file fails with its reason") {
  const Folder folder;
  folder.write("m-test-01.xml", "<other/>");
  std::ostringstream out;
  const Result<TckSummary> summary = run_tck(folder.path.string(), Instant::from_micros(0), out);
  REQUIRE(summary);
  CHECK(summary->failed == 1);
  CHECK(out.str().find("the root element is <other>, not <testCases>") != std::string::npos);
  CHECK(out.str().find("tck.malformed") != std::string::npos);
}

TEST_CASE("a folder that is not there is an error that names it") {
  std::ostringstream out;
  const Result<TckSummary> summary = run_tck("/nowhere/tck", Instant::from_micros(0), out);
  if (summary)
    CHECK(summary->passed + summary->failed == 0);
  else
    CHECK(summary.error().code.substr(0, 5) == "file.");
}

}  // namespace alternat::dmn
