//! Ids of layers, made of model paths, so that a file's ids change only where its model does.

/// `prefix-path`; letters, digits, `.`, `_` and `-` stand for themselves, `->` between two paths becomes `--`, as does `#`
/// before a number, and any other character is written `_x2f_`. Two different paths of one view never give the same id:
/// ids of elements never begin or end with `-`, so a double one stands between two of them only.
pub fn id(prefix: &str, path: &str) -> String {
    let mut id = String::with_capacity(prefix.len() + path.len() + 1);
    id.push_str(prefix);
    id.push('-');
    let mut rest = path.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '-' if rest.peek() == Some(&'>') => {
                rest.next();
                id.push_str("--");
            }
            '#' => id.push_str("--"),
            c if c.is_alphanumeric() || matches!(c, '.' | '_' | '-') => id.push(c),
            c => id.push_str(&format!("_x{:x}_", u32::from(c))),
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn paths_stay_readable() {
        assert_eq!(id("node", "platform.auth"), "node-platform.auth");
        assert_eq!(id("edge", "a.b->c-d#2"), "edge-a.b--c-d--2");
        assert_eq!(id("node", "a b"), "node-a_x20_b");
    }
}
