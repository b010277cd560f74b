//! Formulas as Office files have them (Office Math), on one line.

use super::{formula, xml::Element};

/// The text of a formula.
pub(super) fn math(element: &Element) -> String {
    let part = |name: &str| element.child(name).map(math).unwrap_or_default();
    match element.name.as_str() {
        "m:t" => element.text(),
        "m:f" if property(element, "m:fPr", "m:type") == Some("noBar") => {
            formula::matrix([part("m:num"), part("m:den")].into_iter().map(|it| vec![it]))
        }
        "m:f" => formula::fraction(&part("m:num"), &part("m:den")),
        "m:sSup" => formula::power(&part("m:e"), &part("m:sup")),
        "m:sSub" => formula::index(&part("m:e"), &part("m:sub")),
        "m:sSubSup" => {
            formula::power(&formula::index(&part("m:e"), &part("m:sub")), &part("m:sup"))
        }
        "m:sPre" => {
            formula::power(&formula::index("", &part("m:sub")), &part("m:sup")) + &part("m:e")
        }
        "m:limLow" => formula::index(&part("m:e"), &part("m:lim")),
        "m:limUpp" => formula::power(&part("m:e"), &part("m:lim")),
        "m:nary" => {
            let sign = property(element, "m:naryPr", "m:chr").unwrap_or("∫");
            formula::sum(sign, &part("m:sub"), &part("m:sup"), &part("m:e"))
        }
        "m:m" => {
            formula::matrix(all(element, "m:mr").map(|row| all(row, "m:e").map(math).collect()))
        }
        "m:eqArr" => formula::matrix(all(element, "m:e").map(|row| vec![math(row)])),
        "m:rad" => formula::root(&part("m:deg"), &part("m:e")),
        "m:d" => {
            let sign = |name: &str, usual: &'static str| {
                property(element, "m:dPr", name).unwrap_or(usual).to_owned()
            };
            let inside = all(element, "m:e").map(math).collect::<Vec<_>>();
            sign("m:begChr", "(") + &inside.join(&sign("m:sepChr", "|")) + &sign("m:endChr", ")")
        }
        _ => formula::row(element.elements().map(|child| (math(child), is_set(child)))),
    }
}

/// Whether an element is set apart from what stands beside it: what is no run.
pub(super) fn is_set(element: &Element) -> bool {
    !matches!(element.name.as_str(), "m:r" | "m:t")
}

fn all<'e>(element: &'e Element, name: &str) -> impl Iterator<Item = &'e Element> {
    let name = name.to_owned();
    element.elements().filter(move |e| e.name == name)
}

/// The value of a property of an element.
fn property<'e>(element: &'e Element, properties: &str, name: &str) -> Option<&'e str> {
    element.child(properties)?.child(name)?.attr("val")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::xml;

    #[test]
    fn no_number_changes() {
        let run = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
        let sum = format!(
            "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup><m:e>{}</m:e></m:nary>",
            run("i=1"),
            run("10"),
            run("2")
        );
        let fraction = format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", run("1"), run("2"));
        let cell = |text: &str| format!("<m:e>{}</m:e>", run(text));
        let matrix = format!(
            "<m:d><m:e><m:m><m:mr>{}{}</m:mr><m:mr>{}{}</m:mr></m:m></m:e></m:d>",
            cell("1"),
            cell("2"),
            cell("3"),
            cell("4")
        );
        let limit = format!("<m:limLow>{}<m:lim>{}</m:lim></m:limLow>", cell("lim"), run("n→5"));
        for (inside, want) in [
            (run("1") + &run("0"), "10"),
            (run("3") + &sum + &run("7"), "3∑_(i=1)¹⁰ 2 7"),
            (run("2") + &fraction + &run("3"), "2 1/2 3"),
            (fraction.replace("<m:num>", "<m:fPr><m:type m:val='noBar'/></m:fPr><m:num>"), "1; 2"),
            (matrix, "(1, 2; 3, 4)"),
            (limit + &run("7"), "lim_(n→5)7"),
        ] {
            let space = "http://schemas.openxmlformats.org/officeDocument/2006/math";
            let text = format!("<m:oMath xmlns:m='{space}'>{inside}</m:oMath>");
            assert_eq!(math(&xml::parse(&text).unwrap()), want, "{inside}");
        }
    }
}
