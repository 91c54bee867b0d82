//! Paths as they are compared and as they are shown.

use std::path::{Component, Path, PathBuf};

/// `path` without `.` and with `..` resolved by the letters alone, no question asked of the file system. None when `..` climbs
/// above the start of a relative path or above the root.
pub fn normal(path: &Path) -> Option<PathBuf> {
    let mut result = PathBuf::new();
    let mut depth = 0usize;
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                depth = depth.checked_sub(1)?;
                result.pop();
            }
            Component::Normal(part) => {
                depth += 1;
                result.push(part);
            }
            Component::RootDir | Component::Prefix(_) => result.push(component),
        }
    }
    Some(result)
}

/// How a file is named to people: relative to the working directory with forward slashes, absolute where the two share
/// nothing but the root. Both paths are absolute.
pub fn shown(path: &Path, cwd: &Path) -> String {
    let ours: Vec<Component> = path.components().collect();
    let theirs: Vec<Component> = cwd.components().collect();
    let shared = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let named = |c: &Component| matches!(c, Component::Normal(_));
    if !ours[..shared].iter().any(named) && theirs.iter().any(named) {
        return slashed(path);
    }
    let up = std::iter::repeat_n(Component::ParentDir, theirs.len() - shared);
    let relative: PathBuf = up.chain(ours[shared..].iter().copied()).collect();
    if relative.as_os_str().is_empty() { ".".to_string() } else { slashed(&relative) }
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_resolves_by_letters() {
        assert_eq!(normal(Path::new("/a/./b/../c")), Some("/a/c".into()));
        assert_eq!(normal(Path::new("a/../..")), None);
        assert_eq!(normal(Path::new("/..")), None);
    }

    #[test]
    fn shown_is_short_where_it_can_be() {
        let cwd = Path::new("/home/a/project");
        assert_eq!(shown(Path::new("/home/a/project/x/y.frieze"), cwd), "x/y.frieze");
        assert_eq!(shown(Path::new("/home/a/other/y.frieze"), cwd), "../other/y.frieze");
        assert_eq!(shown(Path::new("/srv/y.frieze"), cwd), "/srv/y.frieze");
        assert_eq!(shown(cwd, cwd), ".");
        assert_eq!(shown(Path::new("/srv/y.frieze"), Path::new("/")), "srv/y.frieze");
    }
}
