package dev.demitasse.compiler.report;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A report as one page that needs nothing else: the template {@code report.html} has the script
 * that draws it, and gets its JSON.
 */
final class ReportHtml {

  private ReportHtml() {}

  static String text(Report report) {
    try (InputStream template = ReportHtml.class.getResourceAsStream("report.html")) {
      // Gson's own way to write JSON has no character that means something to HTML.
      String json = new Gson().toJson(ReportJson.object(report));
      return new String(template.readAllBytes(), StandardCharsets.UTF_8).replace("$report$", json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
