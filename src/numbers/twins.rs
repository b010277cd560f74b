//! Which numbers of two texts are the same ones.

use super::number::{Number, same};
use super::read::Reading;

/// A table of numbers is compared no further.
const MOST: usize = 200;

/// The numbers that both texts name, each text with the code of its language: as they are written
/// in the source and in the target, in the order of the source. Each number has one twin.
///
/// ```
/// use diptych::numbers::twins;
/// let found = twins(("人口3.5亿，增长一倍", "zh-CN"), ("up 100%, 350 million people", "en-US"));
/// assert_eq!(found[0], ("3.5亿".to_owned(), "350 million".to_owned()));
/// ```
pub fn twins(source: (&str, &str), target: (&str, &str)) -> Vec<(String, String)> {
    let [source, target] = [source, target].map(|(text, code)| {
        let mut numbers = Reading::new(text, code).numbers;
        // 一次 is "a visit", and a page full of marked articles says nothing.
        numbers.retain(|number| !["a", "an"].contains(&&*number.written.to_lowercase()));
        numbers
    });
    let mut free: Vec<&Number> = target.iter().take(MOST).collect();
    let mut found = vec![];
    for number in source.iter().take(MOST) {
        if let Some(at) = free.iter().position(|other| is_twin(number, other)) {
            let twin = free.remove(at);
            found.push((number.written.clone(), twin.written.clone()));
        }
    }
    found
}

fn is_twin(one: &Number, other: &Number) -> bool {
    one.values.iter().any(|&a| other.values.iter().any(|&b| same(a, b)))
        || one.measures.iter().any(|a| other.measures.iter().any(|b| a.is(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_one_twin() {
        let found = twins(("2021年3月，共3人", "zh"), ("in March 2021, 3 people, 3 dogs", "en"));
        let written: Vec<(&str, &str)> = found.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(written.len(), 3, "{written:?}");
        assert!(written.iter().any(|(a, b)| a.starts_with("2021") && *b == "2021"), "{written:?}");
    }

    #[test]
    fn numbers_of_one_side_and_articles_have_none() {
        assert!(twins(("一年一次", "zh"), ("once a year", "en")).iter().all(|it| it.1 != "a"));
        assert!(twins(("共12人", "zh"), ("a total of 21 people", "en")).is_empty());
    }
}
