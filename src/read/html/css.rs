//! What the style sheets of a page hide, and which elements they make blocks.

use scraper::ElementRef;

/// The rules of a page that matter.
#[derive(Default)]
pub(super) struct Sheet {
    rules: Vec<(Selector, Display)>,
}

/// How a rule shows an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Display {
    Hidden,
    Block,
    /// In any other way.
    Shown,
}

/// A selector of one element: `p`, `.note`, `span.note#x`.
#[derive(PartialEq, Eq)]
struct Selector {
    name: String,
    classes: Vec<String>,
    id: Option<String>,
}

/// The most rules that are looked at; each is compared with each element.
const MAX_RULES: usize = 200;

impl Sheet {
    /// Reads the styles of a page. Rules for media, and selectors of more than one element, are
    /// passed over.
    pub(super) fn read(css: &str) -> Self {
        let mut sheet = Self::default();
        let mut rest = css;
        while let Some(open) = rest.find('{') {
            let head = rest[..open].rsplit(['}', ';']).next().unwrap_or_default();
            let head = head.rsplit("*/").next().unwrap_or_default().trim();
            let length = block(&rest[open..]);
            let body = &rest[open + 1..(open + length).saturating_sub(1).max(open + 1)];
            rest = &rest[open + length..];
            let Some(display) = display(body).filter(|_| !head.starts_with('@')) else { continue };
            for selector in head.split(',').filter_map(|one| Selector::read(one.trim())) {
                sheet.rules.retain(|(known, _)| *known != selector);
                if sheet.rules.len() < MAX_RULES {
                    sheet.rules.push((selector, display));
                }
            }
        }
        sheet.rules.retain(|(_, display)| *display != Display::Shown);
        sheet
    }

    /// How an element is shown, by its own style or else by the last rule that means it.
    pub(super) fn display(&self, element: ElementRef<'_>) -> Option<Display> {
        let own = element.attr("style").and_then(display);
        own.or_else(|| {
            let rule = self.rules.iter().rev().find(|(selector, _)| selector.means(element));
            rule.map(|(_, display)| *display)
        })
    }
}

/// The length of the block that a text begins with, blocks inside it counted.
fn block(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// What declarations say of whether and how an element is shown.
fn display(declarations: &str) -> Option<Display> {
    let mut said = declarations.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let value = value.trim().to_ascii_lowercase();
        let value = value.trim_end_matches("!important").trim();
        match (property.trim().to_ascii_lowercase().as_str(), value) {
            ("display", "none") | ("visibility", "hidden") => Some(Display::Hidden),
            ("display", "block" | "table" | "flex" | "grid" | "list-item") => Some(Display::Block),
            ("display", _) => Some(Display::Shown),
            _ => None,
        }
    });
    said.next_back()
}

impl Selector {
    fn read(text: &str) -> Option<Self> {
        let is_simple = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#');
        if text.is_empty() || !text.chars().all(is_simple) {
            return None;
        }
        let end = text.find(['.', '#']).unwrap_or(text.len());
        let mut selector =
            Self { name: text[..end].to_ascii_lowercase(), classes: Vec::new(), id: None };
        let mut rest = &text[end..];
        while let Some(sign) = rest.chars().next() {
            let end = rest[1..].find(['.', '#']).map_or(rest.len(), |at| at + 1);
            let word = rest[1..end].to_owned();
            if sign == '.' {
                selector.classes.push(word);
            } else {
                selector.id = Some(word);
            }
            rest = &rest[end..];
        }
        // A whole kind of elements is hidden for programs, not for readers.
        (!selector.classes.is_empty() || selector.id.is_some()).then_some(selector)
    }

    fn means(&self, element: ElementRef<'_>) -> bool {
        let value = element.value();
        (self.name.is_empty() || self.name == value.name())
            && self.id.as_deref().is_none_or(|id| value.id() == Some(id))
            && self.classes.iter().all(|class| value.classes().any(|it| it == class))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_one_element_hide_it() {
        let css = "/* .no{display:none} */ .a, p.b#c { color: red; display : none !important }\n\
                   @media print { .d { display: none } } .e .f { display: none } p { display: none }\n\
                   .g{display:none} .g{display:inline} .h{display:block}";
        let sheet = Sheet::read(css);
        let page = scraper::Html::parse_document(
            "<i class='a'></i><p class='b x' id='c'></p><p class='b'></p><i class='d'></i><i class='f'></i>\
             <i class='g'></i><i class='h'></i><i class='a' style='display:inline'></i>",
        );
        let shown: Vec<_> = page
            .root_element()
            .descendent_elements()
            .filter(|e| matches!(e.value().name(), "i" | "p"))
            .map(|e| sheet.display(e))
            .collect();
        let (hidden, block) = (Some(Display::Hidden), Some(Display::Block));
        assert_eq!(shown, [hidden, hidden, None, None, None, None, block, Some(Display::Shown)]);
    }

    #[test]
    fn broken_styles_are_passed_over() {
        for css in ["{", "}", ".a{", ".a{display:none", "@media{", "{}", "{{}"] {
            let _ = Sheet::read(css);
        }
    }
}
