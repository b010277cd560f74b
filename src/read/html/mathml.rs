//! Formulas in `MathML`, on one line.

use scraper::{ElementRef, Node};

use crate::read::formula;

/// The text of a formula; its sources in other languages are none of it.
pub(super) fn text(element: ElementRef<'_>) -> String {
    let parts: Vec<ElementRef<'_>> = element.child_elements().collect();
    let part = |at: usize| parts.get(at).copied().map(text).unwrap_or_default();
    match element.value().name() {
        "annotation" | "annotation-xml" => String::new(),
        "mfrac" if is_stacked(element) => {
            formula::matrix([part(0), part(1)].into_iter().map(|it| vec![it]))
        }
        "mfrac" => formula::fraction(&part(0), &part(1)),
        "msup" => formula::power(&part(0), &part(1)),
        "msub" | "munder" => formula::index(&part(0), &part(1)),
        "msubsup" | "munderover" => formula::power(&formula::index(&part(0), &part(1)), &part(2)),
        "mover" => {
            // Each part is read once: twice a level is too often where they are nested.
            let (base, over) = (part(0), part(1));
            let set = |at: usize| parts.get(at).is_some_and(|it| is_set(it.value().name()));
            if over.contains(char::is_alphanumeric) {
                formula::power(&base, &over)
            } else {
                formula::row([(base, set(0)), (over, set(1))].into_iter())
            }
        }
        "mmultiscripts" => scripts(&parts),
        "mroot" => formula::root(&part(1), &part(0)),
        "msqrt" => formula::root("", &row(element)),
        "mtable" => {
            formula::matrix(parts.iter().map(|row| row.child_elements().map(text).collect()))
        }
        "mfenced" => {
            let (open, close) = (element.attr("open"), element.attr("close"));
            let inside = parts.iter().copied().map(text).collect::<Vec<_>>().join(",");
            format!("{}{inside}{}", open.unwrap_or("("), close.unwrap_or(")"))
        }
        _ => row(element),
    }
}

/// Whether a fraction has no line, as a binomial has none.
fn is_stacked(fraction: ElementRef<'_>) -> bool {
    fraction.attr("linethickness").is_some_and(|width| width.trim_start().starts_with('0'))
}

/// A base with pairs of lowered and raised text behind it, and behind `mprescripts` before it.
fn scripts(parts: &[ElementRef<'_>]) -> String {
    let Some((base, scripts)) = parts.split_first() else { return String::new() };
    let is_turn = |part: &ElementRef<'_>| part.value().name() == "mprescripts";
    let turn = scripts.iter().position(is_turn).unwrap_or(scripts.len());
    let with = |base: String, pairs: &[ElementRef<'_>]| {
        pairs.chunks(2).fold(base, |base, pair| {
            let raised = pair.get(1).copied().map(text).unwrap_or_default();
            formula::power(&formula::index(&base, &text(pair[0])), &raised)
        })
    };
    let before = with(String::new(), scripts.get(turn + 1..).unwrap_or_default());
    before + &with(text(*base), &scripts[..turn])
}

fn row(element: ElementRef<'_>) -> String {
    formula::row(element.children().filter_map(|node| match node.value() {
        Node::Text(piece) => Some((piece.trim().to_owned(), false)),
        _ => ElementRef::wrap(node).map(|child| (text(child), is_set(child.value().name()))),
    }))
}

/// Whether an element is set apart from what stands beside it.
fn is_set(name: &str) -> bool {
    matches!(
        name,
        "mfrac"
            | "msup"
            | "msub"
            | "msubsup"
            | "munder"
            | "mover"
            | "munderover"
            | "mmultiscripts"
            | "mroot"
            | "msqrt"
            | "mtable"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_changes() {
        for (math, want) in [
            ("<mn>2</mn><mfrac><mn>1</mn><mn>2</mn></mfrac>", "2 1/2"),
            (
                "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mn>10</mn></munderover><mn>2</mn>",
                "∑_(i=1)¹⁰2",
            ),
            (
                "<munder><mi>lim</mi><mrow><mi>n</mi><mo>→</mo><mn>5</mn></mrow></munder><mn>7</mn>",
                "lim_(n→5)7",
            ),
            ("<msub><mi>a</mi><mi>n</mi></msub><mn>7</mn>", "a_n 7"),
            ("<msup><mrow><mn>2</mn><mo>+</mo><mn>3</mn></mrow><mn>2</mn></msup>", "(2+3)²"),
            ("<mover><mi>x</mi><mo>¯</mo></mover>", "x¯"),
            (
                "<mmultiscripts><mi>U</mi><mprescripts/><mn>92</mn><mn>235</mn></mmultiscripts>",
                "₉₂²³⁵U",
            ),
            (
                "<mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo>)</mo>",
                "(1, 2; 3, 4)",
            ),
            ("<mo>(</mo><mfrac linethickness='0'><mn>5</mn><mn>2</mn></mfrac><mo>)</mo>", "(5; 2)"),
        ] {
            let page = scraper::Html::parse_fragment(&format!("<math>{math}</math>"));
            let element = page.root_element().child_elements().next().unwrap();
            assert_eq!(text(element), want, "{math}");
        }
    }

    #[test]
    fn nested_accents_are_read_once_a_level() {
        // Twice a level would be 2^40 readings.
        let nested = "<mover><mi>x</mi>".repeat(40) + "<mo>¯</mo>" + &"</mover>".repeat(40);
        let page = scraper::Html::parse_fragment(&format!("<math>{nested}</math>"));
        let element = page.root_element().child_elements().next().unwrap();
        assert_eq!(text(element).matches('x').count(), 40);
    }
}
