//! Numbers in one sign, and Roman numerals.

use diptych_segments::numerals::roman;

/// The value of a sign that counts: ①, ⑴, ⒈, ㈠, Ⅱ, ⅱ.
pub(super) fn sign_value(c: char) -> Option<f64> {
    let within = |first: char| f64::from(u32::from(c) - u32::from(first) + 1);
    Some(match c {
        '①'..='⑳' => within('①'),
        '⑴'..='⒇' => within('⑴'),
        '⒈'..='⒛' => within('⒈'),
        '❶'..='❿' => within('❶'),
        '㈠'..='㈩' => within('㈠'),
        'Ⅰ'..='Ⅻ' => within('Ⅰ'),
        'ⅰ'..='ⅻ' => within('ⅰ'),
        _ => return None,
    })
}

/// The value of a word that is a Roman numeral: XIX, and a single I, V or X. Letters above L alone
/// are abbreviations (CD, MM).
pub(super) fn roman_value(word: &[char]) -> Option<f64> {
    let is_low = |c: &char| matches!(c, 'I' | 'V' | 'X');
    let is_one = word.iter().all(|c| "IVXLCDM".contains(*c)) && word.iter().any(is_low);
    if !is_one {
        return None;
    }
    roman(&word.iter().collect::<String>()).map(f64::from)
}
