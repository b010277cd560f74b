//! `JUnit` XML, as build servers read it: a suite a file, a case a finding; waived ones are skipped.

use std::io::{self, Write};

use super::content::Report;
use crate::emit::escape::escaped;
use crate::finding::{Finding, Severity};

pub(super) fn write(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"diptych\">")?;
    for report in reports {
        let skipped = report.findings.len() - report.open().count();
        let failed = report.open().filter(|it| fails(it)).count();
        // A suite without a case is none to some servers: what was checked and is right is one.
        let tests = report.findings.len().max(1);
        writeln!(
            out,
            "<testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\" skipped=\"{skipped}\">",
            escaped(report.file)
        )?;
        if report.findings.is_empty() {
            writeln!(
                out,
                "<testcase classname=\"{}\" name=\"no findings\"/>",
                escaped(report.file)
            )?;
        }
        for finding in report.findings {
            case(report, finding, out)?;
        }
        writeln!(out, "</testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn fails(finding: &Finding) -> bool {
    finding.severity > Severity::Info
}

fn case(report: &Report, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let name = format!("unit {}: {}", finding.unit, finding.label());
    let (file, name) = (escaped(report.file), escaped(&name));
    let reason = escaped(finding.reason.as_deref().unwrap_or_default());
    write!(out, "<testcase classname=\"{file}\" name=\"{name}\">")?;
    if !report.is_open(finding) {
        let why = report.reason_to_waive(finding).unwrap_or("known from an earlier run");
        write!(out, "<skipped message=\"{}\"/>", escaped(why))?;
    } else if fails(finding) {
        write!(out, "<failure type=\"{}\" message=\"{reason}\">", finding.class)?;
        if let Some(unit) = report.unit(finding.unit) {
            write!(out, "{}\n{}\n", escaped(&unit.source), escaped(&unit.target))?;
        }
        let expected = escaped(&finding.expected.join(" | "));
        write!(out, "{expected}</failure>")?;
    } else {
        write!(out, "<system-out>{reason}</system-out>")?;
    }
    writeln!(out, "</testcase>")
}
